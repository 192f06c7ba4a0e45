using System.Buffers.Binary;

namespace AudioRooms.Audio.Ogg;

/// <summary>The identification header of an Ogg Opus file (RFC 7845 §5.1), channel mapping families 0 and 1.</summary>
/// <param name="ChannelCount">Channels to decode to: 1 or 2; with <see cref="Layout"/> up to 8.</param>
/// <param name="PreSkipSamples">Samples at 48 kHz to drop at the start, 0 to 65,535: the encoder's delay.</param>
/// <param name="InputSampleRateHz">Sample rate before encoding, for information only; 0 means unknown.</param>
/// <param name="OutputGainQ8">Gain in 1/256 dB that a player must apply, -32,768 to 32,767.</param>
public sealed record OggOpusHeader(int ChannelCount, int PreSkipSamples, int InputSampleRateHz, int OutputGainQ8)
{
    internal const int LengthBytes = 19;

    /// <summary>Family 1 has layouts up to 7.1.</summary>
    private const int MaxChannels = 8;

    /// <summary>Mono from 48 kHz, with libopus' look-ahead of 312 samples (6.5 ms) as pre-skip.</summary>
    public static OggOpusHeader Speech { get; } = new(1, 312, AudioFormat.SampleRateHz, 0);

    /// <summary>The coding of the channels with mapping family 1; null for family 0, whose packets have one stream.</summary>
    public OggStreamLayout? Layout { get; init; }

    /// <summary>Streams in each packet.</summary>
    public int StreamCount => Layout?.StreamCount ?? 1;

    /// <summary><see cref="OutputGainQ8"/> as a factor, 1 for none.</summary>
    public float OutputGain => MathF.Pow(10, OutputGainQ8 / (20f * 256));

    private static ReadOnlySpan<byte> Magic => "OpusHead"u8;

    internal static bool IsOpus(ReadOnlySpan<byte> packet) => packet.StartsWith(Magic);

    internal static OggError Parse(ReadOnlySpan<byte> packet, out OggOpusHeader? header)
    {
        header = null;

        // The upper four bits of the version are the major one: a reader of version 0 accepts 0 to 15.
        if (packet.Length < LengthBytes || !packet.StartsWith(Magic) || packet[8] > 15)
        {
            return OggError.BadHeader;
        }

        int channels = packet[9];
        int mappingFamily = packet[18];
        OggStreamLayout? layout = null;
        switch (mappingFamily)
        {
            case 0:
                if (channels is not (1 or 2))
                {
                    return OggError.BadHeader;
                }

                break;
            case 1:
                if (channels is < 1 or > MaxChannels || !OggStreamLayout.TryParse(packet[LengthBytes..], channels, out layout))
                {
                    return OggError.BadHeader;
                }

                break;
            default:
                return OggError.UnsupportedChannels;
        }

        var inputSampleRate = BinaryPrimitives.ReadUInt32LittleEndian(packet[12..]);
        header = new OggOpusHeader(
            channels,
            BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]),
            (int)Math.Min(inputSampleRate, int.MaxValue),
            BinaryPrimitives.ReadInt16LittleEndian(packet[16..]))
        {
            Layout = layout,
        };
        return OggError.None;
    }

    internal byte[] ToPacket()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ChannelCount, 1, nameof(ChannelCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChannelCount, 2, nameof(ChannelCount));
        ArgumentOutOfRangeException.ThrowIfNegative(InputSampleRateHz, nameof(InputSampleRateHz));
        if (Layout is not null)
        {
            throw new NotSupportedException("Files are written with mapping family 0 only.");
        }

        var packet = new byte[LengthBytes];
        Magic.CopyTo(packet);
        packet[8] = 1;
        packet[9] = (byte)ChannelCount;
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(10), checked((ushort)PreSkipSamples));
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), (uint)InputSampleRateHz);
        BinaryPrimitives.WriteInt16LittleEndian(packet.AsSpan(16), checked((short)OutputGainQ8));
        return packet;
    }
}
