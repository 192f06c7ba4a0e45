using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AudioRooms.Domain.Text;

/// <summary>Gives texts that people read as the same one form: "Café", "cafe" and "CAFÉ". The program runs without a culture
/// database (InvariantGlobalization), which also contains the decompositions of letters; so the ones of Latin and the accents of
/// Greek are listed here.</summary>
internal static class LetterFolding
{
    // Base letters, each with the letters that decompose to it (Unicode Character Database, Latin-1 to Latin Extended-B and
    // Additional), and with the letters that people replace by it although Unicode does not decompose them: ß, æ, œ, ø, đ, ð, ħ,
    // ı, ł, þ.
    private static readonly FrozenDictionary<char, string> Bases = new Dictionary<string, string>
    {
        ["a"] = "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        ["ae"] = "æǣǽ",
        ["b"] = "ḃḅḇ",
        ["c"] = "çćĉċčḉ",
        ["d"] = "ďđðḋḍḏḑḓ",
        ["e"] = "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        ["f"] = "ḟ",
        ["g"] = "ĝğġģǧǵḡ",
        ["h"] = "ĥħȟḣḥḧḩḫẖ",
        ["i"] = "ìíîïĩīĭįıİǐȉȋḭḯỉị",
        ["j"] = "ĵǰ",
        ["k"] = "ķǩḱḳḵ",
        ["l"] = "ĺļľłḷḹḻḽ",
        ["m"] = "ḿṁṃ",
        ["n"] = "ñńņňǹṅṇṉṋ",
        ["o"] = "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        ["oe"] = "œ",
        ["p"] = "ṕṗ",
        ["r"] = "ŕŗřȑȓṙṛṝṟ",
        ["s"] = "śŝşšſșṡṣṥṧṩẛ",
        ["ss"] = "ß",
        ["t"] = "ţťțṫṭṯṱẗ",
        ["th"] = "þ",
        ["u"] = "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        ["v"] = "ṽṿ",
        ["w"] = "ŵẁẃẅẇẉẘ",
        ["x"] = "ẋẍ",
        ["y"] = "ýÿŷȳẏẙỳỵỷỹ",
        ["z"] = "źżžẑẓẕ",
        ["α"] = "ά",
        ["ε"] = "έ",
        ["η"] = "ή",
        ["ι"] = "ΐίϊ",
        ["ο"] = "ό",
        ["υ"] = "ΰϋύ",
        ["ω"] = "ώ",
        ["σ"] = "ς",
    }.SelectMany(pair => pair.Value, (pair, letter) => (letter, pair.Key)).ToFrozenDictionary(
        pair => pair.letter, pair => pair.Key);

    /// <summary>The folded text: lower case, no accents, one space for any white space, no invisible characters. Compatibility
    /// forms (NFKC) are replaced: full-width letters, ligatures and letters typed in parts become the letters that people
    /// read.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var isSpaceDue = false;
        foreach (var rune in UnicodeForms.Nfkc(text).EnumerateRunes())
        {
            if (Visibility.IsIgnorable(rune.Value))
            {
                continue;
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                    or UnicodeCategory.Control:
                    continue;
                case UnicodeCategory.SpaceSeparator:
                    isSpaceDue = folded.Length > 0;
                    continue;
            }

            if (isSpaceDue)
            {
                folded.Append(' ');
                isSpaceDue = false;
            }

            var lower = Rune.ToLowerInvariant(rune);
            if (lower.IsBmp && Bases.TryGetValue((char)lower.Value, out var plain))
            {
                folded.Append(plain);
            }
            else
            {
                folded.Append(lower);
            }
        }

        return folded.ToString();
    }
}
