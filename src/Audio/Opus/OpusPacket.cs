namespace AudioRooms.Audio.Opus;

/// <summary>
/// An Opus packet as its framing describes it. Without decoding only the framing can be checked, and decoding proves little more:
/// about half of all random byte strings decode, to noise.
/// </summary>
public readonly record struct OpusPacket
{
    /// <summary>Longest frame in bytes (RFC 6716 §3.4, R2).</summary>
    public const int MaxFrameBytes = 1_275;

    /// <summary>Most samples per channel at 48 kHz in one packet: 120 ms (RFC 6716 §3.4, R5).</summary>
    public const int MaxSamples = 5_760;

    /// <summary>Every duration is a multiple of this many samples per channel at 48 kHz: 2.5 ms (RFC 6716 §2.1.4).</summary>
    public const int SamplesStep = 120;

    /// <summary>Most frames in one packet: 48 of 2.5 ms.</summary>
    public const int MaxFrames = 48;

    private OpusPacket(OpusToc toc, int frameCount, int lengthBytes, int paddingBytes, byte? firstFrameByte, int firstFrameBytes)
    {
        Toc = toc;
        FrameCount = frameCount;
        LengthBytes = lengthBytes;
        PaddingBytes = paddingBytes;
        FirstFrameBytes = firstFrameBytes;
        HasFec = DeclaresFec(toc, firstFrameByte);
    }

    /// <summary>The packet's first byte.</summary>
    public OpusToc Toc { get; }

    /// <summary>Number of frames, 1 to <see cref="MaxFrames"/>.</summary>
    public int FrameCount { get; }

    /// <summary>Length of the whole packet in bytes, with padding.</summary>
    public int LengthBytes { get; }

    /// <summary>
    /// Bytes of padding at the end, without those that hold its length. Only counted packets (code 3) can have any.
    /// </summary>
    public int PaddingBytes { get; }

    /// <summary>
    /// Bytes of the first frame, 0 to <see cref="MaxFrameBytes"/>. 0 means "not sent": the decoder conceals it.
    /// </summary>
    public int FirstFrameBytes { get; }

    /// <summary>
    /// True if the packet carries a coarse copy of the packet before it (the LBRR flag of RFC 6716 §4.2.4), which
    /// <see cref="OpusDecoder.Recover(ReadOnlySpan{byte}, Span{float})"/> can use. CELT packets never do.
    /// </summary>
    public bool HasFec { get; }

    /// <summary>Duration in samples per channel at 48 kHz, at most <see cref="MaxSamples"/>.</summary>
    public int SamplesPerChannel => FrameCount * Toc.FrameSamples;

    /// <summary>
    /// True for a DTX packet ("silence goes on"): a single frame of at most one byte. libopus sends one every 400 ms while DTX is
    /// in effect and expects the receiver to make comfort noise in between.
    /// </summary>
    public bool IsDtx => FrameCount == 1 && FirstFrameBytes <= 1;

    /// <summary>Reads the framing of <paramref name="data"/>.</summary>
    /// <param name="data">The whole packet, borrowed; at most <c>1 + 48 × 1,275</c> bytes plus padding make sense.</param>
    /// <param name="packet">The framing, if the result is true.</param>
    /// <param name="error">
    /// The rule that <paramref name="data"/> breaks, if the result is false; otherwise <see cref="OpusPacketError.None"/>.
    /// </param>
    /// <returns>False if <paramref name="data"/> is no packet. Never throws.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out OpusPacket packet, out OpusPacketError error)
    {
        packet = default;
        if (data.IsEmpty)
        {
            error = OpusPacketError.Empty;
            return false;
        }

        var toc = new OpusToc(data[0]);
        var rest = data[1..];
        var frameCount = 1;
        var paddingBytes = 0;
        int firstFrameBytes;
        error = toc.FrameCountCode switch
        {
            0 => ReadOne(rest, out firstFrameBytes),
            1 => ReadEqualPair(rest, out frameCount, out firstFrameBytes),
            2 => ReadPair(ref rest, out frameCount, out firstFrameBytes),
            _ => ReadCounted(toc, ref rest, out frameCount, out paddingBytes, out firstFrameBytes),
        };
        if (error != OpusPacketError.None)
        {
            return false;
        }

        packet = new OpusPacket(
            toc, frameCount, data.Length, paddingBytes, firstFrameBytes > 0 ? rest[0] : null, firstFrameBytes);
        return true;
    }

    private static OpusPacketError ReadOne(ReadOnlySpan<byte> rest, out int firstFrameBytes)
    {
        firstFrameBytes = rest.Length;
        return rest.Length > MaxFrameBytes ? OpusPacketError.FrameTooLong : OpusPacketError.None;
    }

    private static OpusPacketError ReadEqualPair(ReadOnlySpan<byte> rest, out int frameCount, out int firstFrameBytes)
    {
        frameCount = 2;
        firstFrameBytes = rest.Length / 2;
        if (rest.Length % 2 != 0)
        {
            return OpusPacketError.UnequalPair;
        }

        return firstFrameBytes > MaxFrameBytes ? OpusPacketError.FrameTooLong : OpusPacketError.None;
    }

    private static OpusPacketError ReadPair(ref ReadOnlySpan<byte> rest, out int frameCount, out int firstFrameBytes)
    {
        frameCount = 2;
        if (!TryReadFrameLength(ref rest, out firstFrameBytes) || firstFrameBytes > rest.Length)
        {
            return OpusPacketError.PairLengthBeyondEnd;
        }

        return rest.Length - firstFrameBytes > MaxFrameBytes ? OpusPacketError.FrameTooLong : OpusPacketError.None;
    }

    private static OpusPacketError ReadCounted(
        OpusToc toc, ref ReadOnlySpan<byte> rest, out int frameCount, out int paddingBytes, out int firstFrameBytes)
    {
        frameCount = 0;
        paddingBytes = 0;
        firstFrameBytes = 0;
        if (rest.IsEmpty)
        {
            return OpusPacketError.MissingFrameCount;
        }

        var header = rest[0];
        rest = rest[1..];
        frameCount = header & 0x3F;
        if (frameCount == 0)
        {
            return OpusPacketError.NoFrames;
        }

        if (frameCount * toc.FrameSamples > MaxSamples)
        {
            return OpusPacketError.TooLongDuration;
        }

        var isPadded = (header & 0x40) != 0;
        if (isPadded)
        {
            if (!TryReadPaddingLength(ref rest, out paddingBytes) || paddingBytes > rest.Length)
            {
                return OpusPacketError.PaddingBeyondEnd;
            }

            rest = rest[..^paddingBytes];
        }

        var isVariable = (header & 0x80) != 0;
        return isVariable
            ? ReadVariable(ref rest, frameCount, out firstFrameBytes)
            : ReadConstant(rest, frameCount, out firstFrameBytes);
    }

    private static OpusPacketError ReadConstant(ReadOnlySpan<byte> rest, int frameCount, out int firstFrameBytes)
    {
        firstFrameBytes = rest.Length / frameCount;
        if (rest.Length % frameCount != 0)
        {
            return OpusPacketError.UnequalFrames;
        }

        return firstFrameBytes > MaxFrameBytes ? OpusPacketError.FrameTooLong : OpusPacketError.None;
    }

    private static OpusPacketError ReadVariable(ref ReadOnlySpan<byte> rest, int frameCount, out int firstFrameBytes)
    {
        firstFrameBytes = 0;
        var announced = 0;

        // All lengths come first; the last frame has the rest.
        for (var index = 0; index < frameCount - 1; index++)
        {
            if (!TryReadFrameLength(ref rest, out var frameBytes))
            {
                return OpusPacketError.FrameLengthBeyondEnd;
            }

            firstFrameBytes = index == 0 ? frameBytes : firstFrameBytes;
            announced += frameBytes;
        }

        var lastFrameBytes = rest.Length - announced;
        if (lastFrameBytes < 0)
        {
            return OpusPacketError.FrameLengthBeyondEnd;
        }

        firstFrameBytes = frameCount == 1 ? lastFrameBytes : firstFrameBytes;
        return lastFrameBytes > MaxFrameBytes ? OpusPacketError.FrameTooLong : OpusPacketError.None;
    }

    /// <summary>RFC 6716 §3.2.1: one byte up to 251, or two bytes: 4 × second + first. The largest value is 1,275.</summary>
    private static bool TryReadFrameLength(ref ReadOnlySpan<byte> rest, out int frameBytes)
    {
        frameBytes = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        var first = rest[0];
        if (first < 252)
        {
            frameBytes = first;
            rest = rest[1..];
            return true;
        }

        if (rest.Length < 2)
        {
            return false;
        }

        frameBytes = (4 * rest[1]) + first;
        rest = rest[2..];
        return true;
    }

    /// <summary>RFC 6716 §3.2.5: each byte of 255 stands for 254 bytes of padding and another length byte.</summary>
    private static bool TryReadPaddingLength(ref ReadOnlySpan<byte> rest, out int paddingBytes)
    {
        paddingBytes = 0;
        while (!rest.IsEmpty)
        {
            var length = rest[0];
            rest = rest[1..];
            if (length != 255)
            {
                paddingBytes += length;
                return true;
            }

            paddingBytes += 254;
        }

        return false;
    }

    /// <summary>
    /// A SILK frame begins with one voice-activity flag per 20 ms and then the LBRR flag (RFC 6716 §4.2.3). The range coder
    /// leaves them as plain bits, because their odds are even. A stereo frame has the flags twice, first for the middle channel.
    /// </summary>
    private static bool DeclaresFec(OpusToc toc, byte? firstFrameByte)
    {
        if (toc.Mode == OpusCodingMode.Celt || firstFrameByte is not { } bits)
        {
            return false;
        }

        // Frames of 40 and 60 ms hold two and three SILK frames.
        var silkFrames = Math.Max(1, toc.FrameSamples / AudioFormat.FrameSamples);
        var middle = (bits >> (7 - silkFrames)) & 1;
        var side = toc.IsStereo ? (bits >> (6 - (2 * silkFrames))) & 1 : 0;
        return (middle | side) != 0;
    }
}
