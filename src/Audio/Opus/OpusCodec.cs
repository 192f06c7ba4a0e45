namespace AudioRooms.Audio.Opus;

/// <summary>
/// The codec of this process, chosen once at the start; by default <see cref="OpusCodecChoice.Auto"/>. Thread-safe.
/// </summary>
public static class OpusCodec
{
    private static OpusCodecInfo? current;

    /// <summary>The codec of encoders and decoders that are made without naming one.</summary>
    public static OpusCodecInfo Current => Volatile.Read(ref current) ?? Choose(OpusCodecChoice.Auto);

    /// <summary>Chooses the codec of encoders and decoders that are made from now on.</summary>
    /// <param name="choice">The codec to use.</param>
    /// <returns>The codec in use.</returns>
    /// <exception cref="DllNotFoundException">
    /// <see cref="OpusCodecChoice.Native"/> was asked for and libopus cannot be loaded; the message says what to install.
    /// </exception>
    public static OpusCodecInfo Choose(OpusCodecChoice choice)
    {
        var chosen = Find(choice);
        Volatile.Write(ref current, chosen);
        return chosen;
    }

    /// <summary>Reads a choice from text.</summary>
    /// <param name="text"><c>auto</c>, <c>native</c> or <c>managed</c>; null or empty means <c>auto</c>.</param>
    /// <param name="choice">The choice, if the result is true.</param>
    public static bool TryParse(string? text, out OpusCodecChoice choice)
    {
        (var isKnown, choice) = text switch
        {
            null or "" or "auto" => (true, OpusCodecChoice.Auto),
            "native" => (true, OpusCodecChoice.Native),
            "managed" => (true, OpusCodecChoice.Managed),
            _ => (false, default),
        };
        return isKnown;
    }

    /// <summary>The codec that a choice would give, without choosing it.</summary>
    /// <inheritdoc cref="Choose"/>
    public static OpusCodecInfo Find(OpusCodecChoice choice)
    {
        if (choice != OpusCodecChoice.Managed && NativeCodec.IsAvailable)
        {
            return Describe(OpusImplementation.Native, null);
        }

        return choice switch
        {
            OpusCodecChoice.Native => throw new DllNotFoundException(
                $"libopus cannot be loaded ({NativeCodec.Failure}): install the Debian package libopus0 (apt-get install "
                + "libopus0)."),
            OpusCodecChoice.Auto => Describe(OpusImplementation.Managed, NativeCodec.Failure),
            _ => Describe(OpusImplementation.Managed, null),
        };
    }

    private static OpusCodecInfo Describe(OpusImplementation implementation, string? nativeFailure)
    {
        using var decoder = new OpusDecoder(implementation);
        return new OpusCodecInfo(implementation, decoder.CodecVersion, nativeFailure);
    }
}
