using System.Collections.Immutable;
using System.Text;

namespace AudioRooms.Domain.Text;

/// <summary>Text in the form in which search compares it: words without case, accents and punctuation, so that "evenements" finds
/// "Événements" and "oeuvre" finds "œuvre". The same function folds what is stored and what is searched for, instead of each
/// database's own rules.</summary>
public static class FoldedText
{
    /// <summary>Longest word; the rest of a longer one is cut off, in documents and in questions alike.</summary>
    public const int WordLengthMax = 40;

    /// <summary>The folded words of a text, in their order. A word is a run of letters and digits.</summary>
    /// <param name="countMax">Words after this many are left out.</param>
    public static ImmutableArray<string> Words(string text, int countMax)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();

        // Folding drops line ends, so the text is split at them first: they separate words.
        foreach (var rune in text.Split('\n').SelectMany(line => $"{LetterFolding.Fold(line)} ".EnumerateRunes()))
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                Take(word, words);
                if (words.Count == countMax)
                {
                    break;
                }
            }
            else if (word.Length < WordLengthMax)
            {
                word.Append(rune.ToString());
            }
        }

        return words.ToImmutable();
    }

    /// <summary>The folded words of a text with one space between them.</summary>
    public static string Fold(string text) => string.Join(' ', Words(text, int.MaxValue));

    private static void Take(StringBuilder word, ImmutableArray<string>.Builder words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
