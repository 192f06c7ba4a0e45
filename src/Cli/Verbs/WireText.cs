using System.Text.RegularExpressions;

namespace AudioRooms.Cli.Verbs;

/// <summary>Values of the wire as words on the command line.</summary>
internal static partial class WireText
{
    /// <summary>
    /// A member of one of the wire's lists in lower case with hyphens: <c>QuietFirst</c> is <c>quiet-first</c>.
    /// </summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => InnerCapital().Replace($"{value}", "-$0").ToLowerInvariant();

    /// <summary>All words of a list, without the one that says nothing.</summary>
    public static string[] Words<T>()
        where T : struct, Enum =>
        [
            .. Enum.GetValues<T>().Where(static value => Convert.ToInt32(value, null) != 0).Select(static value => value.Word()),
        ];

    /// <summary>The member that a word names.</summary>
    public static T Read<T>(string? word)
        where T : struct, Enum => word is null ? default : Enum.GetValues<T>().Single(value => value.Word() == word);

    /// <summary>A time of the wire; null for none.</summary>
    public static DateTimeOffset? Time(long unixMs) => unixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
