using System.Collections.Frozen;
using System.Globalization;

namespace AudioRooms.Domain.Text;

/// <summary>The properties of the characters that normalisation changes, from the Unicode Character Database.
/// <c>eng/unicode-forms.py</c> writes the resource.</summary>
internal static class UnicodeTable
{
    private const string Resource = "Text/unicode-forms.txt";

    private static readonly FrozenDictionary<int, int> Classes;

    static UnicodeTable()
    {
        var canonical = new Dictionary<int, int[]>();
        var compatible = new Dictionary<int, int[]>();
        var pairs = new Dictionary<(int First, int Second), int>();
        var classes = new Dictionary<int, int>();
        foreach (var line in Lines())
        {
            var fields = line.Split(' ');
            switch (fields[0])
            {
                case "c":
                    var (value, parts) = Mapping(fields);
                    canonical.Add(value, parts);
                    pairs.Add((parts[0], parts[1]), value);
                    break;
                case "x":
                    (value, parts) = Mapping(fields);
                    canonical.Add(value, parts);
                    break;
                case "k":
                    (value, parts) = Mapping(fields);
                    compatible.Add(value, parts);
                    break;
                case "m":
                    AddClass(int.Parse(fields[1], CultureInfo.InvariantCulture), fields[2..], classes);
                    break;
                case "#":
                    break;
                default:
                    throw new InvalidDataException($"{Resource} has a line that begins with '{fields[0]}'.");
            }
        }

        Canonical = canonical.ToFrozenDictionary();
        Compatible = compatible.ToFrozenDictionary();
        Pairs = pairs.ToFrozenDictionary();
        Classes = classes.ToFrozenDictionary();
    }

    /// <summary>Canonical decompositions: the characters that a character consists of.</summary>
    public static FrozenDictionary<int, int[]> Canonical { get; }

    /// <summary>Compatibility decompositions: the characters that a character looks like or stands for, such as "2" for
    /// "²".</summary>
    public static FrozenDictionary<int, int[]> Compatible { get; }

    /// <summary>The character that two characters combine to.</summary>
    public static FrozenDictionary<(int First, int Second), int> Pairs { get; }

    /// <summary>Canonical combining class: 0 for a character that starts a new one, otherwise the class of the mark.</summary>
    public static int ClassOf(int value) => Classes.GetValueOrDefault(value);

    private static (int Value, int[] Parts) Mapping(string[] fields) =>
        (Hexadecimal(fields[1]), [.. fields[2..].Select(Hexadecimal)]);

    private static void AddClass(int combining, string[] ranges, Dictionary<int, int> classes)
    {
        foreach (var range in ranges)
        {
            var ends = range.Split('-');
            var last = Hexadecimal(ends[^1]);
            for (var value = Hexadecimal(ends[0]); value <= last; value++)
            {
                classes.Add(value, combining);
            }
        }
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(UnicodeTable).Assembly.GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
