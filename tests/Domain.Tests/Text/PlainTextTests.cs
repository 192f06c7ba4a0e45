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

    [Theory]
    [InlineData("\u200B")] // zero width space
    [InlineData("\u3164")] // the Hangul filler, an invisible letter
    [InlineData("\u115F\u1160")]
    [InlineData("\u2800")] // the empty Braille pattern
    [InlineData("\u2060\uFEFF\u00AD")]
    [InlineData("\u0301")] // a combining mark without a letter
    [InlineData("\uFE0F")]
    [InlineData("\uDB40\uDC41")] // a tag character
    public void IsLine_NothingToSee_IsRefused(string text) => PlainText.IsLine(text, 20).ShouldBeFalse();

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(300, false)]
    public void IsLine_MarksOnOneLetter_AreAtMostFour(int marks, bool expected) =>
        PlainText.IsLine($"a{new string('\u0301', marks)}", 20).ShouldBe(expected);

    [Theory]
    [InlineData("क्षत्रिय")]
    [InlineData("Việt Nam")]
    [InlineData("שָׁלוֹם")]
    [InlineData("نمی\u200Cخواهم")] // a joiner that Persian needs
    [InlineData("👩\u200D👩\u200D👧 1\uFE0F\u20E3")]
    [InlineData("안녕하세요")]
    public void IsLine_WritingOfTheWorld_IsTaken(string text) => PlainText.IsLine(text, 20).ShouldBeTrue();

    [Fact]
    public void Tidy_TheSameTextTypedInTwoWays_IsOneText() =>
        PlainText.Tidy(" \u0427\u0430\u0438\u0306\u043A\u0430 ").ShouldBe("\u0427\u0430\u0439\u043A\u0430");
}
