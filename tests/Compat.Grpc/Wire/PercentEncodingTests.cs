using Grpc.StandIn;

namespace AudioRooms.Compat.Grpc.Wire;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text ~", "plain text ~")]
    [InlineData("100%", "100%25")]
    [InlineData("a\tb\r\n", "a%09b%0D%0A")]
    [InlineData("\u00e9\u263a", "%C3%A9%E2%98%BA")]
    [InlineData("\U0001F608 x", "%F0%9F%98%88 x")]
    public void Encode_AnyText_RoundTrips(string text, string encoded)
    {
        PercentEncoding.Encode(text).ShouldBe(encoded);
        PercentEncoding.Decode(encoded).ShouldBe(text);
    }

    [Fact]
    public void Encode_LoneSurrogate_BecomesTheReplacementCharacter() => PercentEncoding.Encode("a\ud83d").ShouldBe("a%EF%BF%BD");

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%41%", "A%")]
    [InlineData("%ff", "\ufffd")]
    public void Decode_BrokenEscape_IsKept(string encoded, string text) => PercentEncoding.Decode(encoded).ShouldBe(text);
}
