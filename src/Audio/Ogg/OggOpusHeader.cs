using System.Buffers.Binary;

namespace AudioRooms.Audio.Ogg;

/// <summary>The identification header of an Ogg Opus file (RFC 7845 §5.1), channel mapping family 0 only.</summary>
/// <param name="ChannelCount">1 or 2: how many channels a player should decode to.</param>
/// <param name="PreSkipSamples">Samples at 48 kHz to throw away after decoding starts, 0 to 65,535: the encoder's delay.</param>
/// <param name="InputSampleRateHz">The rate of the sound before encoding; information only, 0 means unknown.</param>
/// <param name="OutputGainQ8">Gain for the player in 1/256 dB.</param>
public sealed record OggOpusHeader(int ChannelCount, int PreSkipSamples, int InputSampleRateHz, int OutputGainQ8)
{
    internal const int LengthBytes = 19;

    /// <summary>Mono from 48 kHz, with libopus' look-ahead of 312 samples (6.5 ms) as pre-skip.</summary>
    public static OggOpusHeader Speech { get; } = new(1, 312, AudioFormat.SampleRateHz, 0);

    private static ReadOnlySpan<byte> Magic => "OpusHead"u8;

    internal static bool IsOpus(ReadOnlySpan<byte> packet) => packet.StartsWith(Magic);

    internal static bool TryParse(ReadOnlySpan<byte> packet, out OggOpusHeader? header)
    {
        header = null;

        // The upper four bits of the version are the major one: a reader of version 0 accepts 0 to 15.
        if (packet.Length < LengthBytes || !packet.StartsWith(Magic) || packet[8] > 15)
        {
            return false;
        }

        var channels = packet[9];
        var mappingFamily = packet[18];
        if (mappingFamily != 0 || channels is not (1 or 2))
        {
            return false;
        }

        var inputSampleRate = BinaryPrimitives.ReadUInt32LittleEndian(packet[12..]);
        header = new OggOpusHeader(
            channels,
            BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]),
            (int)Math.Min(inputSampleRate, int.MaxValue),
            BinaryPrimitives.ReadInt16LittleEndian(packet[16..]));
        return true;
    }

    internal byte[] ToPacket()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ChannelCount, 1, nameof(ChannelCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChannelCount, 2, nameof(ChannelCount));
        ArgumentOutOfRangeException.ThrowIfNegative(InputSampleRateHz, nameof(InputSampleRateHz));
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
