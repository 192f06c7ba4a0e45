using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Tests.Text;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Événements à Orléans", "evenements a orleans")]
    [InlineData("l'œuvre", "l oeuvre")]
    [InlineData("E\u0301te\u0301", "ete")] // accents as separate characters
    [InlineData("ada_99", "ada 99")]
    [InlineData("Straße, ÆON & Łódź!", "strasse aeon lodz")]
    [InlineData("ÇA İSTANBUL", "ca istanbul")]
    [InlineData("Привет 世界", "привет 世界")] // other scripts keep their letters
    [InlineData("\"quoted\" AND OR* NEAR(x)", "quoted and or near x")]
    [InlineData("!?…", "")]
    [InlineData("Чаи\u0306ка", "чайка")] // typed as two characters
    [InlineData("カ\u3099イト\u3099", "ガイド")]
    [InlineData("ｶﾞｲﾄﾞ", "ガイド")] // half width
    [InlineData("Ｃａｆｅ́", "cafe")] // full width
    [InlineData("ﬁnal ﬂight", "final flight")] // ligatures
    [InlineData("a\u3164b", "ab")] // an invisible letter
    public void Fold_AText_KeepsOnlyPlainWords(string text, string expected) => FoldedText.Fold(text).ShouldBe(expected);

    [Fact]
    public void Fold_Twice_ChangesNothingMore()
    {
        foreach (var value in Enumerable.Range(0x20, 0x3000).Where(value => !char.IsSurrogate((char)value)))
        {
            var once = FoldedText.Fold(((char)value).ToString());

            FoldedText.Fold(once).ShouldBe(once, $"U+{value:X4}");
        }
    }

    [Fact]
    public void Words_MoreThanAskedFor_AreLeftOut() => FoldedText.Words("one two three", 2).ShouldBe(["one", "two"]);

    [Fact]
    public void Words_ALongOne_IsCutTheSameInTextAndQuestion()
    {
        var word = FoldedText.Words(new string('a', 500), 1).ShouldHaveSingleItem();

        word.Length.ShouldBe(FoldedText.WordLengthMax);
    }
}
