using System.Buffers;
using AudioRooms.LoadTester.Lean;

namespace AudioRooms.LoadTester.Tests.Lean;

public sealed class HpackTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void Read_OfWrite_IsTheSame(int length)
    {
        var block = new ArrayBufferWriter<byte>();
        var value = new string('v', length);
        Hpack.Write(block, "authorization", value);
        Hpack.Write(block, "te", "trailers");

        Hpack.Read(block.WrittenSpan).ShouldBe([("authorization", value), ("te", "trailers")]);
    }

    /// <summary>The forms of RFC 7541 §6 that a server may use.</summary>
    [Theory]
    [InlineData("88", ":status", "200")]
    [InlineData("8D", ":status", "404")]
    [InlineData("2088", ":status", "200")]
    [InlineData("0803353033", ":status", "503")]
    [InlineData("4803353033", ":status", "503")]
    [InlineData("0001610162", "a", "b")]
    [InlineData("1001610162", "a", "b")]
    [InlineData("0F100162", "#31", "b")]
    [InlineData("00016181FF", "a", Hpack.Compressed)]
    public void Read_FormsOfTheStandard_AreUnderstood(string block, string name, string value) =>
        Hpack.Read(Convert.FromHexString(block)).ShouldBe([(name, value)]);

    [Theory]
    [InlineData("0005")]
    [InlineData("000161")]
    [InlineData("FF")]
    [InlineData("FFFFFFFFFFFF01")]
    public void Read_BlockThatEndsTooSoon_IsRefused(string block) =>
        Should.Throw<LeanProtocolException>(() => Hpack.Read(Convert.FromHexString(block)));
}
