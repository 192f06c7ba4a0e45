using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Tests.Text;

public sealed class UnicodeFormsTests
{
    // Rows of the Unicode Character Database's NormalizationTest.txt: source, NFC, NFKC.
    [Theory]
    [InlineData("e\u0301", "\u00E9", "\u00E9")]
    [InlineData("\u0438\u0306", "\u0439", "\u0439")]
    [InlineData("\u30AB\u3099", "\u30AC", "\u30AC")]
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307", "\u1E0C\u0307")] // marks are reordered
    [InlineData("D\u0307\u0323", "\u1E0C\u0307", "\u1E0C\u0307")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01", "\uAC01")] // Hangul in its parts
    [InlineData("\uAC00\u11A8", "\uAC01", "\uAC01")]
    [InlineData("\u212B", "\u00C5", "\u00C5")] // the angstrom unit and the letter
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C")] // stays decomposed
    [InlineData("\uFF21\uFF42", "\uFF21\uFF42", "Ab")] // full width
    [InlineData("\uFB01", "\uFB01", "fi")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u1E69")]
    [InlineData("\uD835\uDC00", "\uD835\uDC00", "A")] // a bold mathematical letter
    [InlineData("plain", "plain", "plain")]
    [InlineData("", "", "")]
    public void NfcAndNfkc_OfAText_AreThoseOfUnicode(string text, string nfc, string nfkc)
    {
        UnicodeForms.Nfc(text).ShouldBe(nfc);
        UnicodeForms.Nfkc(text).ShouldBe(nfkc);
    }

    [Fact]
    public void NfcAndNfkc_OfTheirResult_ChangeNothingMore()
    {
        var random = new Random(20_261_130);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => (char)random.Next(0x20, 0xD800)));

            foreach (var form in new Func<string, string>[] { UnicodeForms.Nfc, UnicodeForms.Nfkc })
            {
                var once = form(text);
                form(once).ShouldBe(once, $"round {round}");
            }
        }
    }

    [Fact]
    public void Nfc_ManyMarksOfDescendingClasses_AreSorted()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0345\u0301\u0323", 30_000));

        UnicodeForms.Nfc(text).Length.ShouldBe(text.Length - 1); // the mark below is the first to combine with the letter
    }
}
