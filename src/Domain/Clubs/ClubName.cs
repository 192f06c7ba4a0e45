using System.Globalization;
using System.Text;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Clubs;

/// <summary>Rules about the name of a club.</summary>
public static class ClubName
{
    private const int EmojiVariation = 0xFE0F;
    private const int EnclosingKeycap = 0x20E3;

    /// <summary>
    /// 1 to <see cref="ClubBounds.NameLengthMax"/> characters on one line, at least one letter or digit, no emoji.
    /// </summary>
    public static bool IsValid(string name) =>
        PlainText.IsLine(name, ClubBounds.NameLengthMax) && !HasEmoji(name) && name.EnumerateRunes().Any(IsLetterToSee);

    /// <summary>The form by which names are compared: two names that differ only in capitals, accents, full width or spaces have
    /// the same key.</summary>
    public static string KeyOf(string name) => LetterFolding.Fold(name);

    private static bool IsLetterToSee(Rune rune) => Rune.IsLetterOrDigit(rune) && Visibility.IsVisible(rune);

    private static bool HasEmoji(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            // An emoji is a symbol (So), or a character that a variation selector or keycap turns into one. Skin tones are
            // modifier symbols beyond U+1F000.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol
                || rune.Value is EmojiVariation or EnclosingKeycap or (>= 0x1F000 and <= 0x1FAFF))
            {
                return true;
            }
        }

        return false;
    }
}
