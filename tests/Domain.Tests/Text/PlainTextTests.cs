using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("one line", true, true)]
    [InlineData("two\nlines", false, true)]
    [InlineData("tab\t", false, false)]
    [InlineData("return\r\n", false, false)]
    [InlineData(" \n ", false, false)]
    [InlineData("", false, false)]
    [InlineData("turn\u202Earound", false, false)]
    [InlineData("line\u2028separator", false, false)]
    [InlineData("para\u2029graph", false, false)]
    public void IsLineAndIsText_DifferOnlyInLineEnds(string text, bool isLine, bool isText)
    {
        PlainText.IsLine(text, 20).ShouldBe(isLine);
        PlainText.IsText(text, 20).ShouldBe(isText);
    }
}
