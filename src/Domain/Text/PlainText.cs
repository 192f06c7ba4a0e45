using System.Globalization;
using System.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Text;

/// <summary>What people may write on doors and badges: one line, nothing hidden in it.</summary>
internal static class PlainText
{
    /// <summary>
    /// UTS #39 §5.4 takes more than four marks in a row for a sign of abuse: they run out of their line, up and down.
    /// </summary>
    private const int MarksInARowMax = 4;

    private const int QuoteLengthMax = 60;

    /// <summary>One line of 1 to <paramref name="lengthMax"/> user-perceived characters, with something to see in it.</summary>
    public static bool IsLine(string text, int lengthMax) => IsPlain(text, lengthMax, areLineEndsAllowed: false);

    /// <summary>As <see cref="IsLine"/>, but line feeds may part its lines: rules, descriptions, answers.</summary>
    public static bool IsText(string text, int lengthMax) => IsPlain(text, lengthMax, areLineEndsAllowed: true);

    /// <summary>
    /// A line or text as it is checked, kept and compared: without white space around it, and in one spelling (NFC), so that what
    /// looks the same and is the same to a reader is the same to the program.
    /// </summary>
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

    /// <summary>
    /// An absolute https address without credentials in it, of at most <paramref name="lengthMax"/> UTF-16 units.
    /// </summary>
    public static bool IsHttpsLink(string text, int lengthMax) =>
        text.Length <= lengthMax
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || IsBidiControl(character))
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;

    /// <summary>
    /// What somebody wrote, for a sentence about it: in quotation marks, the first 60 UTF-16 units of it,
    /// with a question mark for whatever would not show.
    /// </summary>
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
        // A grapheme may take several UTF-16 units; 8 per grapheme is more than any family emoji needs on average.
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

    // Line and paragraph separator are no control characters, and break a line all the same.
    private static bool IsSeparator(char character) => character is '\u2028' or '\u2029';

    // Embeddings, overrides and isolates make a title read as something else than it says (Trojan source).
    private static bool IsBidiControl(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
