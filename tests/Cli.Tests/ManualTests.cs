using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AudioRooms.Cli.Verbs;
using AudioRooms.Cli.Verbs.Events;
using NodaTime;

namespace AudioRooms.Cli.Tests;

/// <summary><c>docs/cli.md</c> says what the program's own help says. <c>UPDATE_LISTS=1</c> writes it anew.</summary>
public sealed partial class ManualTests
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

    // A date in an example comes to be past, and the reader's first try is refused.
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/wire-protocol.md")]
    [InlineData("src/Contracts/Protos/audiorooms/v1/events.proto")]
    public void Examples_OfAnyPage_NameNoDate(string page) =>
        DateOfAnExample().Matches(File.ReadAllText(PathOf(page))).Select(match => match.Value).ShouldBeEmpty();

    [Fact]
    public void Readme_StartOfItsEvent_IsUnderstoodAtAnyTime()
    {
        var at = StartOfAnExample().Match(File.ReadAllText(PathOf("README.md"))).Groups["at"].Value;

        for (var hour = 0; hour < 7 * 24; hour++)
        {
            var now = Instant.FromUtc(2026, 11, 30, 0, 0).Plus(Duration.FromHours(hour));
            var start = StartText.Read(at, DateTimeZone.Utc, now)!.Value.InUtc().ToInstant();

            (start - now).TotalDays.ShouldBeInRange(0, 7);
        }
    }

    [GeneratedRegex(@"\b20[0-9]{2}-?[01][0-9]-?[0-3][0-9]")]
    private static partial Regex DateOfAnExample();

    [GeneratedRegex("event schedule .*--at \"(?<at>[^\"]+)\"")]
    private static partial Regex StartOfAnExample();

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

    private static string PathOfManual() => PathOf("docs/cli.md");

    private static string PathOf(string page, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", page));
}
