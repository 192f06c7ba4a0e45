using Concentus.Enums;

namespace Concentus.Native;

/// <summary>
/// Bounds that libopus answers with a bare "bad argument", or worse trusts, checked here so that the message names the bound.
/// </summary>
internal static class CodecArguments
{
    /// <summary>OPUS_AUTO of opus_defines.h.</summary>
    public const int Automatic = -1000;

    /// <summary>OPUS_BITRATE_MAX of opus_defines.h.</summary>
    public const int BitrateMax = -1;

    public static void CheckFormat(int sampleRate, int numChannels)
    {
        if (sampleRate is not (8000 or 12000 or 16000 or 24000 or 48000))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sampleRate), sampleRate, "The sample rate must be 8000, 12000, 16000, 24000 or 48000 Hz.");
        }

        CheckRange(nameof(numChannels), numChannels, 1, 2);
    }

    public static void CheckRange(string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {min} and {max}.");
        }
    }

    public static void CheckMember<TEnum>(string name, TEnum value, params ReadOnlySpan<TEnum> permitted)
        where TEnum : struct, Enum
    {
        foreach (var member in permitted)
        {
            if (EqualityComparer<TEnum>.Default.Equals(member, value))
            {
                return;
            }
        }

        throw new ArgumentOutOfRangeException(name, value, $"{name} must be one of {string.Join(", ", permitted.ToArray())}.");
    }

    /// <summary>Frame durations of libopus 1.2 and later: 2.5, 5, 10, 20, 40, 60, 80, 100 and 120 ms.</summary>
    public static void CheckEncoderFrame(int frameSize, int sampleRate)
    {
        // In units of 2.5 ms, the shortest frame: sampleRate / 400 samples.
        var unit = sampleRate / 400;
        var units = frameSize / unit;
        if (frameSize % unit != 0 || units is not (1 or 2 or 4 or 8 or 16 or 24 or 32 or 40 or 48))
        {
            throw new ArgumentOutOfRangeException(
                nameof(frameSize),
                frameSize,
                $"A frame must last 2.5, 5, 10, 20, 40, 60, 80, 100 or 120 ms, which is {unit} to {unit * 48} samples per channel at {sampleRate} Hz.");
        }
    }

    public static void CheckRoom(string name, int length, int frameSize, int numChannels)
    {
        // long: frameSize is the caller's and its product could wrap.
        var needed = (long)frameSize * numChannels;
        if (length < needed)
        {
            throw new ArgumentException(
                $"{name} holds {length} samples, but {frameSize} samples per channel × {numChannels} channels need {needed}.", name);
        }
    }

    public static void CheckDecoderFrame(int frameSize, int sampleRate, bool exact)
    {
        if (frameSize <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(frameSize), frameSize, "The room for decoded samples must be at least 1 per channel.");
        }

        if (exact && (frameSize % (sampleRate / 400) != 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(frameSize),
                frameSize,
                $"A concealed or recovered frame must last a multiple of 2.5 ms ({sampleRate / 400} samples per channel at {sampleRate} Hz).");
        }
    }

    public static void ThrowIfFailed(int result, string doing)
    {
        if (result < 0)
        {
            throw new OpusException($"libopus failed while {doing}: {LibOpus.Describe(result)} ({result}).", result);
        }
    }

    /// <summary>For settings: the C API's "bad argument" is the caller's mistake, as upstream says it.</summary>
    public static void ThrowIfRefused(int result, string setting)
    {
        if (result == OpusError.OPUS_BAD_ARG)
        {
            throw new ArgumentException($"libopus does not accept this value for {setting} in the encoder's present state.", setting);
        }

        ThrowIfFailed(result, $"setting {setting}");
    }
}
