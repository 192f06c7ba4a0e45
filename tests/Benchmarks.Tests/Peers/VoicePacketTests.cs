using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class VoicePacketTests
{
    [Fact]
    public void WriteOpus_OnePacket_IsTypeSequenceLengthAndPacket()
    {
        var buffer = new byte[VoicePacket.HeaderBytesMax + 3];

        var length = VoicePacket.WriteOpus(buffer, 300, [1, 2, 3]);

        Convert.ToHexString(buffer.AsSpan(0, length)).ShouldBe("80812C03010203");
    }

    [Theory]
    [InlineData("800C812C03010203", 3)]
    [InlineData("800C812CA003010203", 3)] // bit 13 of the length ends a talk spurt
    [InlineData("800C812C0301020399999999", 3)] // a position in space may follow
    [InlineData("830C812C00", 0)]
    public void TryReadOpus_FromTheServer_GivesSpeakerSequenceAndPacket(string wire, int length)
    {
        VoicePacket.TryReadOpus(Convert.FromHexString(wire), out var session, out var sequence, out var opus).ShouldBeTrue();

        (session, sequence).ShouldBe((12UL, 300UL));
        opus.ToArray().ShouldBe(new byte[] { 1, 2, 3 }[..length]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("800C812C")]
    [InlineData("800C812C040102")] // one byte less than it says
    [InlineData("200C")] // a ping
    public void TryReadOpus_NoWholeOpusPacket_IsFalse(string wire) =>
        VoicePacket.TryReadOpus(Convert.FromHexString(wire), out _, out _, out _).ShouldBeFalse();

    [Fact]
    public void WritePing_AnyTime_IsAPingAndNoOpus()
    {
        var buffer = new byte[1 + Varint.BytesMax];

        var length = VoicePacket.WritePing(buffer, 77);

        VoicePacket.IsPing(buffer.AsSpan(0, length)).ShouldBeTrue();
        VoicePacket.IsPing(Convert.FromHexString("800C812C00")).ShouldBeFalse();
    }
}
