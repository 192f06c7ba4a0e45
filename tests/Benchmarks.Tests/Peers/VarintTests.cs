using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class VarintTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8080")]
    [InlineData(0x3FFFUL, "BFFF")]
    [InlineData(0x4000UL, "C04000")]
    [InlineData(0x1FFFFFUL, "DFFFFF")]
    [InlineData(0x200000UL, "E0200000")]
    [InlineData(0xFFFFFFFUL, "EFFFFFFF")]
    [InlineData(0x10000000UL, "F010000000")]
    [InlineData(0xFFFFFFFFUL, "F0FFFFFFFF")]
    [InlineData(0x100000000UL, "F40000000100000000")]
    public void WriteAndTryRead_BordersOfEachLength_AgreeWithTheWire(ulong value, string wire)
    {
        var buffer = new byte[Varint.BytesMax];

        var length = Varint.Write(buffer, value);

        Convert.ToHexString(buffer.AsSpan(0, length)).ShouldBe(wire);
        ReadOnlySpan<byte> rest = [.. buffer.AsSpan(0, length), 0x55];
        Varint.TryRead(ref rest, out var read).ShouldBeTrue();
        read.ShouldBe(value);
        rest.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("C000")]
    [InlineData("F0000000")]
    [InlineData("F400000000000000")]
    [InlineData("F800")] // a negative number, which is not allowed here
    [InlineData("FC")]
    public void TryRead_CutOffOrNegative_IsFalseAndStays(string wire)
    {
        ReadOnlySpan<byte> rest = Convert.FromHexString(wire);

        Varint.TryRead(ref rest, out _).ShouldBeFalse();

        rest.Length.ShouldBe(wire.Length / 2);
    }
}
