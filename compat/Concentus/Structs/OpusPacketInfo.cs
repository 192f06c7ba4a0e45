using Concentus.Enums;

namespace Concentus.Structs;

#pragma warning disable CA1052 // upstream's class is not static; it can also hold a parsed packet, which nothing here needs
#pragma warning disable CA1707 // names are upstream's

/// <summary>
/// What a packet says about itself (RFC 6716 §3.1). The questions read at most its first two bytes and answer a negative
/// <see cref="OpusError"/> where the C API does; they do not prove that the packet is well formed.
/// </summary>
public class OpusPacketInfo
{
    private OpusPacketInfo()
    {
    }

    /// <summary>Samples per channel of one frame at <paramref name="Fs"/> Hz; <paramref name="packet"/> must not be
    /// empty.</summary>
    public static int GetNumSamplesPerFrame(ReadOnlySpan<byte> packet, int Fs)
    {
        var size = (packet[0] >> 3) & 3;
        return GetEncoderMode(packet) switch
        {
            OpusMode.MODE_CELT_ONLY => (Fs << size) / 400,
            OpusMode.MODE_HYBRID => (size & 1) == 0 ? Fs / 100 : Fs / 50,
            _ => size == 3 ? Fs * 60 / 1000 : (Fs << size) / 100,
        };
    }

    /// <summary>Audio bandwidth; <paramref name="packet"/> must not be empty.</summary>
    public static OpusBandwidth GetBandwidth(ReadOnlySpan<byte> packet)
    {
        var group = (packet[0] >> 5) & 3;
        return GetEncoderMode(packet) switch
        {
            OpusMode.MODE_CELT_ONLY when group == 0 => OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND,
            OpusMode.MODE_CELT_ONLY => OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND + group,
            OpusMode.MODE_HYBRID => (packet[0] & 0x10) == 0
                ? OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND
                : OpusBandwidth.OPUS_BANDWIDTH_FULLBAND,
            _ => OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND + group,
        };
    }

    /// <summary>1 or 2, whatever the decoder's output has; <paramref name="packet"/> must not be empty.</summary>
    public static int GetNumEncodedChannels(ReadOnlySpan<byte> packet) => (packet[0] & 4) == 0 ? 1 : 2;

    /// <summary>Coding mode; <paramref name="packet"/> must not be empty.</summary>
    public static OpusMode GetEncoderMode(ReadOnlySpan<byte> packet) => (packet[0] >> 5) switch
    {
        >= 4 => OpusMode.MODE_CELT_ONLY,
        3 => OpusMode.MODE_HYBRID,
        _ => OpusMode.MODE_SILK_ONLY,
    };

    /// <summary>Frames that the packet announces, 0 to 63, or a negative <see cref="OpusError"/>.</summary>
    public static int GetNumFrames(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty)
        {
            return OpusError.OPUS_BAD_ARG;
        }

        return (packet[0] & 3) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => packet.Length < 2 ? OpusError.OPUS_INVALID_PACKET : packet[1] & 0x3F,
        };
    }

    /// <summary>Samples per channel of the whole packet at <paramref name="Fs"/> Hz, at most 120 ms, or a negative
    /// <see cref="OpusError"/>.</summary>
    public static int GetNumSamples(ReadOnlySpan<byte> packet, int Fs)
    {
        var frames = GetNumFrames(packet);
        if (frames < 0)
        {
            return frames;
        }

        var samples = frames * GetNumSamplesPerFrame(packet, Fs);
        return samples * 25 > Fs * 3 ? OpusError.OPUS_INVALID_PACKET : samples;
    }
}
