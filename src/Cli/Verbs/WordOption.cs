using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary>An option that accepts the words of an enum.</summary>
internal static class WordOption
{
    public static Option<string?> Of<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<string?>(name) { Description = $"{description}: {string.Join(", ", WireText.Words<T>())}." };
        option.AcceptOnlyFromAmong(WireText.Words<T>());
        return option;
    }

    public static Argument<string> ArgumentOf<T>(string name, string description)
        where T : struct, Enum
    {
        var argument = new Argument<string>(name) { Description = $"{description}: {string.Join(", ", WireText.Words<T>())}." };
        argument.AcceptOnlyFromAmong(WireText.Words<T>());
        return argument;
    }
}
