using System.Globalization;
using System.Text;

namespace AudioRooms.Domain.Text;

/// <summary>Decides which characters people can see.</summary>
internal static class Visibility
{
    private const int BraillePatternBlank = 0x2800;

    /// <summary>True if fonts draw the character by itself.</summary>
    public static bool IsVisible(Rune rune) =>
        !IsIgnorable(rune.Value) && rune.Value != BraillePatternBlank && Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => false,
            _ => true,
        };

    /// <summary>Unicode's property Default_Ignorable_Code_Point: format characters, and letters and marks that fonts do not draw,
    /// such as the Hangul fillers (U+3164).</summary>
    public static bool IsIgnorable(
        int value) => value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF
        or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A)
        or (>= 0xE0000 and <= 0xE0FFF);
}
