using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Protocol.Tests;

/// <summary>The bytes that deployed clients rely on. If a row fails, such a client breaks.</summary>
public sealed class BundleBytesTests
{
    [Fact]
    public void Bundle_OnePacket_HasTheseBytes()
    {
        var message = new ServerMessage
        {
            Bundle = new Bundle
            {
                Position = 300,
                Packets =
                {
                    new MediaPacket
                    {
                        Source = 2,
                        Sequence = 65_535,
                        Timestamp = 960,
                        Level = 30,
                        Opus = ByteString.CopyFrom(0x48, 0x01, 0x02),
                        SentAtMicros = 1,
                    },
                },
            },
        };

        // 0A: bundle; 08 AC02: position 300; 12: packet with 08 source, 10 sequence, 18 timestamp, 20 level, 2A opus, 31 clock.
        Convert.ToHexString(message.ToByteArray()).ShouldBe(
            "0A1E" + "08AC02" + "1219" + "0802" + "10FFFF03" + "18C007" + "201E" + "2A03480102" + "310100000000000000");
    }

    [Fact]
    public void UplinkPacket_InClientMessage_HasTheseBytes()
    {
        var message = new ClientMessage
        {
            Audio = new UplinkPacket { Sequence = 1, Timestamp = 960, Level = 127, Opus = ByteString.CopyFrom(0x48) },
        };

        Convert.ToHexString(message.ToByteArray()).ShouldBe("1A0A" + "0801" + "10C007" + "187F" + "220148");
    }

    [Fact]
    public void Ack_InClientMessage_HasTheseBytes() =>
        Convert.ToHexString(new ClientMessage { Ack = new Ack { Position = 301, Concealed = 2 } }.ToByteArray())
            .ShouldBe("22050" + "8AD021002");
}
