using AudioRooms.Contracts.Media;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>Packets for tests.</summary>
internal static class Sounds
{
    /// <summary>RFC 6716 §3.1: configuration 31 (CELT, fullband, 20 ms), mono, one frame.</summary>
    public const byte OneFrameOf20Ms = 31 << 3;

    public static StagePacket Stage(long sequence, uint source = 1, byte level = 30, int bytes = 80)
    {
        var opus = new byte[bytes];
        opus[0] = OneFrameOf20Ms;
        for (var index = 1; index < bytes; index++)
        {
            opus[index] = (byte)((sequence * 31) + index);
        }

        return new StagePacket
        {
            Source = source,
            Epoch = 1,
            Sequence = sequence,
            Timestamp = (uint)(sequence * 960),
            Level = level,
            Opus = opus,
            SentAtMicros = (ulong)sequence * 20_000,
        };
    }

    public static UplinkPacket Uplink(uint sequence = 1, int bytes = 80, byte toc = OneFrameOf20Ms, uint level = 30)
    {
        var opus = new byte[bytes];
        if (bytes > 0)
        {
            opus[0] = toc;
        }

        return new UplinkPacket { Sequence = sequence, Timestamp = sequence
            * 960, Level = level, Opus = ByteString.CopyFrom(opus) };
    }

    public static MediaPacket Wire(StagePacket packet) => new()
    {
        Source = packet.Source,
        Sequence = (uint)(packet.Sequence & 0xFFFF),
        Timestamp = packet.Timestamp,
        Level = packet.Level,
        Opus = ByteString.CopyFrom(packet.Opus),
        SentAtMicros = packet.SentAtMicros,
    };
}
