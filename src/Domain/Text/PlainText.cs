using System.Globalization;
using System.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Text;

/// <summary>Rules about texts that people write: titles, names, descriptions. A text must show what it contains.</summary>
internal static class PlainText
{
    /// <summary>UTS #39 §5.4 treats more than four marks in a row as abuse: they extend over the lines above and below.</summary>
    private const int MarksInARowMax = 4;

    private const int QuoteLengthMax = 60;

    /// <summary>True for one line of 1 to <paramref name="lengthMax"/> user-perceived characters with at least one visible
    /// one.</summary>
    public static bool IsLine(string text, int lengthMax) => IsPlain(text, lengthMax, areLineEndsAllowed: false);

    /// <summary>As <see cref="IsLine"/>, with line feeds allowed: for rules, descriptions and answers.</summary>
    public static bool IsText(string text, int lengthMax) => IsPlain(text, lengthMax, areLineEndsAllowed: true);

    /// <summary>A text as it is checked, stored and compared: without surrounding white space, and in normal form C. So texts
    /// that look the same to a reader are the same to the program.</summary>
    public static string Tidy(string text) => UnicodeForms.Nfc(text).Trim();

    /// <summary>The shape of a BCP 47 tag: subtags of 1 to 8 letters or digits, the first one of 2 or 3 letters.</summary>
    public static bool IsLanguageTag(string tag)
    {
        if (tag.Length is 0 or > RequestBounds.LanguageTagLengthMax)
        {
            return false;
        }

        var subtags = tag.Split('-');
        return subtags[0].Length is 2 or 3
            && subtags[0].All(char.IsAsciiLetter)
            && subtags.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>True for an absolute https address without credentials, of at most <paramref name="lengthMax"/> UTF-16
    /// units.</summary>
    public static bool IsHttpsLink(string text, int lengthMax) =>
        text.Length <= lengthMax
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || IsBidiControl(character))
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;

    /// <summary>A person's text for use in a sentence: in quotation marks, the first 60 UTF-16 units, with a question mark for
    /// each invisible one.</summary>
    public static string Quote(string text)
    {
        var shown = text.Take(QuoteLengthMax).Select(character =>
            char.IsControl(character) || char.IsSurrogate(character) || IsBidiControl(character) || IsSeparator(character)
                ? '?'
                : character);
        return $"\"{string.Concat(shown)}{(text.Length > QuoteLengthMax ? "…" : "")}\"";
    }

    private static bool IsPlain(string text, int lengthMax, bool areLineEndsAllowed)
    {
        // A grapheme may take several UTF-16 units. 8 units per grapheme is more than emoji of families need on average.
        if (text.Length == 0 || text.Length > lengthMax * 8 || string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        foreach (var character in text)
        {
            if ((char.IsControl(character) && !(areLineEndsAllowed && character == '\n'))
                || IsBidiControl(character)
                || IsSeparator(character))
            {
                return false;
            }
        }

        if (!IsLegible(text))
        {
            return false;
        }

        return new StringInfo(text).LengthInTextElements <= lengthMax;
    }

    private static bool IsLegible(string text)
    {
        var hasSomethingToSee = false;
        var marksInARow = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            hasSomethingToSee |= Visibility.IsVisible(rune);
            marksInARow = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                ? marksInARow + 1
                : 0;
            if (marksInARow > MarksInARowMax)
            {
                return false;
            }
        }

        return hasSomethingToSee;
    }

    // Line and paragraph separators are not control characters, and still break a line.
    private static bool IsSeparator(char character) => character is '\u2028' or '\u2029';

    // Embeddings, overrides and isolates make a title read as something else than it contains (Trojan source).
    private static bool IsBidiControl(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
