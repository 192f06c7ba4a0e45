using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using AudioRooms.Cli.Verbs;

namespace AudioRooms.Cli.Tests;

/// <summary><c>docs/cli.md</c> says what the program's own help says. <c>UPDATE_LISTS=1</c> writes it anew.</summary>
public sealed class ManualTests
{
    private const string Beginning = """
        # The command line

        What `./audiorooms VERB --help` says, in one place; made of it, and a test fails when this page is out of date
        (`UPDATE_LISTS=1 dotnet test tests/Cli.Tests` writes it anew). Every verb takes `--server URL` and `--json`; the exit code is 0 only for success.


        """;

    [Fact]
    public void Manual_Committed_IsWhatTheVerbsSay()
    {
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        foreach (var verb in CommandTree.Build(TestContext.Silent).Subcommands.Where(verb => !verb.Hidden).OrderBy(verb => verb.Name, StringComparer.Ordinal))
        {
            page.Append($"## {verb.Name}\n\n{verb.Description}\n\n");
            Describe(page, verb, verb.Name);
        }

        var expected = page.ToString().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1")
        {
            File.WriteAllText(PathOfManual(), expected);
        }

        File.ReadAllText(PathOfManual()).ShouldBe(expected, "Run: UPDATE_LISTS=1 dotnet test tests/Cli.Tests");
    }

    private static void Describe(StringBuilder page, Command verb, string path)
    {
        if (verb.Subcommands.Count == 0)
        {
            var arguments = string.Concat(verb.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" <{argument.Name}>"));
            page.Append($"    {path}{arguments}\n\n");
            foreach (var argument in verb.Arguments)
            {
                page.Append($"- `{argument.Name}` {argument.Description}\n");
            }

            foreach (var option in verb.Options.Where(option => option is not System.CommandLine.Help.HelpOption and not VersionOption))
            {
                page.Append($"- `{option.Name}`{(option.Required ? " (required)" : "")} {option.Description}\n");
            }

            page.Append(verb.Arguments.Count + verb.Options.Count > 0 ? "\n" : "");
        }

        foreach (var sub in verb.Subcommands.OrderBy(sub => sub.Name, StringComparer.Ordinal))
        {
            page.Append($"**{path} {sub.Name}**: {sub.Description}\n\n");
            Describe(page, sub, $"{path} {sub.Name}");
        }
    }

    private static string PathOfManual([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "cli.md"));
}
