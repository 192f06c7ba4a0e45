using System.Text;

namespace AudioRooms.Domain.Text;

/// <summary>Normalisation forms of Unicode (UAX #15). The program runs without a culture database (InvariantGlobalization), and
/// then .NET's own normalisation returns its argument unchanged (ADR 29).</summary>
internal static class UnicodeForms
{
    /// <summary>NFC changes no character below the first constant, and NFKC none below the second.</summary>
    private const char FirstComposed = '\u0300';
    private const char FirstCompatible = '\u0080';

    // Hangul syllables are computed (Unicode §3.12).
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Syllables = Leads * Vowels * Tails;

    /// <summary>Form C: gives a text one spelling. "é" becomes one character, whether it was typed as one or as two.</summary>
    public static string Nfc(string text) => Normalise(text, FirstComposed, isCompatible: false);

    /// <summary>Form KC: also removes differences of appearance only. "ＡＢＣ" becomes "ABC", "ﬁ" becomes "fi".</summary>
    public static string Nfkc(string text) => Normalise(text, FirstCompatible, isCompatible: true);

    private static string Normalise(string text, char first, bool isCompatible)
    {
        if (text.All(character => character < first))
        {
            return text;
        }

        var parts = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, isCompatible, parts);
        }

        SortMarks(parts);
        return Compose(parts);
    }

    private static void Decompose(int value, bool isCompatible, List<int> parts)
    {
        if (value is >= SyllableBase and < SyllableBase + Syllables)
        {
            var index = value - SyllableBase;
            parts.Add(LeadBase + (index / (Vowels * Tails)));
            parts.Add(VowelBase + (index % (Vowels * Tails) / Tails));
            if (index % Tails > 0)
            {
                parts.Add(TailBase + (index % Tails));
            }
        }
        else if (UnicodeTable.Canonical.TryGetValue(value, out var pieces)
            || (isCompatible && UnicodeTable.Compatible.TryGetValue(value, out pieces)))
        {
            foreach (var piece in pieces)
            {
                Decompose(piece, isCompatible, parts);
            }
        }
        else
        {
            parts.Add(value);
        }
    }

    // Combining marks are sorted by their class, whatever order they were typed in. Marks of the same class keep their order.
    private static void SortMarks(List<int> parts)
    {
        for (var begin = 0; begin < parts.Count; begin++)
        {
            var end = begin;
            while (end < parts.Count && UnicodeTable.ClassOf(parts[end]) != 0)
            {
                end++;
            }

            if (end - begin > 1)
            {
                var sorted = parts.GetRange(begin, end - begin).OrderBy(UnicodeTable.ClassOf).ToList();
                for (var at = begin; at < end; at++)
                {
                    parts[at] = sorted[at - begin];
                }
            }

            begin = Math.Max(begin, end);
        }
    }

    private static string Compose(List<int> parts)
    {
        const int Nothing = -1;
        var composed = new List<int>(parts.Count);
        var starter = Nothing;

        // Class of the last character after the starter. Only a character of a higher class can combine with the starter.
        var last = Nothing;
        foreach (var part in parts)
        {
            var own = UnicodeTable.ClassOf(part);
            if (starter != Nothing && last < own && Pair(composed[starter], part) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            (starter, last) = own == 0 ? (composed.Count, Nothing) : (starter, own);
            composed.Add(part);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var value in composed)
        {
            text.Append(new Rune(value).ToString());
        }

        return text.ToString();
    }

    private static int? Pair(int first, int second) =>
        first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels
            ? SyllableBase + ((((first - LeadBase) * Vowels) + second - VowelBase) * Tails)
        : first is >= SyllableBase and < SyllableBase + Syllables
            && (first - SyllableBase) % Tails == 0
            && second is > TailBase and < TailBase + Tails
            ? first + second - TailBase
        : UnicodeTable.Pairs.TryGetValue((first, second), out var whole) ? whole
        : null;
}
