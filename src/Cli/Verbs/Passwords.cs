using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary>Reads a password from the option, the environment or the terminal, in this order.</summary>
internal static class Passwords
{
    private const string Variable = "AUDIOROOMS_PASSWORD";

    public static Option<string> HandleOption() =>
        new("--handle") { Description = "Unique name: 2 to 30 of the characters a-z, 0-9 and \"_\".", Required = true };

    public static Option<string?> PasswordOption() => new("--password")
    {
        Description = $"Others can see this option in the list of processes: set {Variable} in the environment, or let the "
            + "command ask you.",
    };

    /// <summary>A new password. A person at the terminal types it twice.</summary>
    public static string GetNew(CliContext context, string? given, string prompt, string variable = Variable)
    {
        if ((given ?? context.Environment(variable)) is { Length: > 0 } known)
        {
            return known;
        }

        var first = context.AskSecret?.Invoke(prompt)
            ?? throw new CliException(
                "no_password", "There is no password, and no terminal to ask for one.", "Set "
                    + $"{variable}.");
        return context.AskSecret!("Repeat the password:") == first
            ? first
            : throw new CliException("password_mismatch", "The two passwords differ.", "Try again.");
    }

    public static string Get(CliContext context, string? given, string prompt) =>
        given
        ?? context.Environment(Variable)
        ?? context.AskSecret?.Invoke(prompt)
        ?? throw new CliException("no_password", "There is no password, and no terminal to ask for one.", $"Set {Variable}.");
}
