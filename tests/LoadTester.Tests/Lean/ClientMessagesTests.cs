using AudioRooms.LoadTester.Lean;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>Compares the handwritten writer with Google.Protobuf.</summary>
public sealed class ClientMessagesTests
{
    [Theory]
    [InlineData(0UL, 0U)]
    [InlineData(1UL, 0U)]
    [InlineData(300UL, 7U)]
    [InlineData((ulong)long.MaxValue, uint.MaxValue)]
    public void WriteAck_AnyPosition_IsWhatGoogleProtobufWrites(ulong position, uint concealed)
    {
        var bytes = new byte[ClientMessages.AckBytesMax];

        var size = ClientMessages.WriteAck(bytes, position, concealed);

        bytes[..size].ShouldBe(new ClientMessage { Ack = new Ack { Position = position, Concealed = concealed } }.ToByteArray());
    }

    [Theory]
    [InlineData(0, 0U, 0, 1)]
    [InlineData(65_535, uint.MaxValue, 127, 1_275)]
    [InlineData(300, 960U, 30, 80)]
    public void WriteAudio_AnyPacket_IsWhatGoogleProtobufWrites(int sequence, uint timestamp, byte level, int length)
    {
        var opus = new byte[length];
        new Random(length).NextBytes(opus);
        var bytes = new byte[ClientMessages.AudioHeadBytesMax + length];

        var size = ClientMessages.WriteAudio(bytes, (ushort)sequence, timestamp, level, opus, ulong.MaxValue - 5);

        bytes[..size].ShouldBe(new ClientMessage
        {
            Audio = new UplinkPacket
            {
                Sequence = (uint)sequence, Timestamp = timestamp, Level = level, Opus = ByteString.CopyFrom(opus),
                SentAtMicros = ulong.MaxValue - 5,
            },
        }.ToByteArray());
    }
}
