using System.Text.RegularExpressions;

namespace AudioRooms.Cli.Verbs;

/// <summary>Writes and reads the wire's values as words of the command line.</summary>
internal static partial class WireText
{
    /// <summary>The word of an enum's member: its name in lower case with hyphens. <c>QuietFirst</c> is
    /// <c>quiet-first</c>.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => InnerCapital().Replace($"{value}", "-$0").ToLowerInvariant();

    /// <summary>All words of an enum, without its unspecified member.</summary>
    public static string[] Words<T>()
        where T : struct, Enum =>
        [
            .. Enum.GetValues<T>().Where(static value => Convert.ToInt32(value, null) != 0).Select(static value => value.Word()),
        ];

    /// <summary>The member that a word names; the unspecified member for null.</summary>
    /// <exception cref="InvalidOperationException">No member has this word.</exception>
    public static T Read<T>(string? word)
        where T : struct, Enum => word is null ? default : Enum.GetValues<T>().Single(value => value.Word() == word);

    /// <summary>The wire's time in milliseconds since 1970; null for 0.</summary>
    public static DateTimeOffset? Time(long unixMs) => unixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
