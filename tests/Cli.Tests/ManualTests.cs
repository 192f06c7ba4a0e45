using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AudioRooms.Cli.Verbs.Events;
using NodaTime;

namespace AudioRooms.Cli.Tests;

/// <c>docs/cli.md</c> agrees with the program's help. <c>UPDATE_LISTS=1</c> writes the file again.
public sealed partial class ManualTests
{
    private const string Beginning = """
        # The command line

        This page lists all commands by task: first examples, then the text of `./audiorooms COMMAND --help`. The program itself writes the page; a test compares
        them (`UPDATE_LISTS=1 dotnet test tests/Cli.Tests` writes the page again). Every command takes `--server URL`, `--as HANDLE` and `--json`. The exit code
        is 0 only for success. `./audiorooms completion bash` prints a script that completes commands in your shell.


        """;

    /// <summary>What people want to do, with examples and the commands for it. Every command belongs to one task.</summary>
    private static readonly (string Task, string[] Examples, string[] Verbs)[] Tasks =
    [
        ("Create and use an account",
        [
            "./audiorooms signup --handle ada --name \"Ada\"          # asks for a password, twice",
            "./audiorooms signup --handle max --as max              # a second account; ada stays the current one",
            "./audiorooms who                                       # the stored accounts; who max makes max the current one",
            "./audiorooms signout",
        ],
        ["signup", "signin", "who", "whoami", "signout", "password", "profile", "export", "delete-account", "token"]),
        ("Hear and speak",
        [
            "./audiorooms listen                                    # the newest room with somebody on stage",
            "./audiorooms listen --room ROOM --out show.opus --seconds 600",
            "./audiorooms listen --room ROOM --mix                  # all voices in one mix: 28 kb/s",
            "./audiorooms speak --room ROOM talk.wav",
            "./audiorooms speak --room ROOM song.wav --music        # keeps every sound, suppresses no silence",
        ],
        ["listen", "speak"]),
        ("Host a room",
        [
            "ROOM=$(./audiorooms room create --title \"Night trains\" --stage owner)",
            "./audiorooms room enter $ROOM --mic                    # hear it, see what happens, speak; type help",
            "./audiorooms room hands $ROOM                          # in another terminal, for the same person",
            "./audiorooms room invite $ROOM @max",
            "./audiorooms room end $ROOM",
        ],
        ["room"]),
        ("Find rooms and people",
        [
            "./audiorooms hallway --watch                           # until Ctrl-C",
            "./audiorooms search person trains                      # also: club, room, event",
            "./audiorooms follow @max",
        ],
        ["hallway", "search", "follow", "people", "inbox", "invite"]),
        ("Run a club, announce events",
        [
            "./audiorooms club found community \"Night trains\" --question \"Which line?\"",
            "./audiorooms event schedule --title \"Sleepers\" --at \"friday 12:00\" --zone Europe/Paris --repeat "
            + "\"FREQ=WEEKLY;BYDAY=FR\"",
            "./audiorooms event start EVENT next",
        ],
        ["club", "event"]),
        ("Moderate",
        [
            "./audiorooms report person @troll --reason harassment",
            "./audiorooms admin users tr                            # accounts whose handle begins with tr; needs the "
            + "operator key, like all admin commands",
            "./audiorooms admin suspend @troll --hours 24 --reason \"Insults in a room\"",
            "./audiorooms admin room end ROOM --reason \"Insults\"",
        ],
        ["report", "admin"]),
        ("Back up a server",
        [
            "./audiorooms backup                                    # audiorooms-<time>.db in this folder; the server may run",
            "./audiorooms backup /backups/monday.db --data /srv/audiorooms",
            "./audiorooms restore /backups/monday.db --data /srv/audiorooms",
        ],
        ["backup", "restore"]),
        ("Check and measure",
        [
            "./audiorooms doctor",
            "./audiorooms load --listeners 200 --speakers 2 --seconds 30",
            "./audiorooms plan --listeners 1000000 --rooms 20000     # silos, gateways, network and database that it takes",
            "./audiorooms tour                                      # an evening of twelve people, checked line by line",
        ],
        ["doctor", "load", "plan", "tour", "completion"]),
    ];

    [Fact]
    public void Manual_Committed_IsWhatTheVerbsSay()
    {
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        var verbs = Verbs().ToDictionary(verb => verb.Name);
        foreach (var (task, examples, names) in Tasks)
        {
            page.Append($"## {task}\n\n    {string.Join("\n    ", examples)}\n\n");
            foreach (var verb in names.Select(name => verbs[name]))
            {
                page.Append($"### {verb.Name}\n\n{verb.Description}\n\n");
                Describe(page, verb, verb.Name);
            }
        }

        var expected = page.ToString().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1")
        {
            File.WriteAllText(PathOfManual(), expected);
        }

        File.ReadAllText(PathOfManual()).ShouldBe(expected, "Run: UPDATE_LISTS=1 dotnet test tests/Cli.Tests");
    }

    // A fixed date in an example would one day be past, and the reader's first try would be refused.
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/tutorial.md")]
    [InlineData("docs/client.md")]
    [InlineData("docs/wire-protocol.md")]
    [InlineData("src/Protocol/Protos/audiorooms/v1/events.proto")]
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

    [Fact]
    public void Manual_EveryCommand_StandsInOneTask() =>
        Tasks.SelectMany(task => task.Verbs)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Verbs().Select(verb => verb.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Manual_EveryExample_IsUnderstood() =>
        Tasks.SelectMany(task => task.Examples)
            .Select(Arguments)
            .ShouldAllBe(arguments => CommandTree.Build(TestContext.Silent).Parse(arguments, null).Errors.Count == 0);

    [GeneratedRegex(@"\b20[0-9]{2}-?[01][0-9]-?[0-3][0-9]")]
    private static partial Regex DateOfAnExample();

    [GeneratedRegex("event schedule .*--at \"(?<at>[^\"]+)\"")]
    private static partial Regex StartOfAnExample();

    private static IEnumerable<Command> Verbs() => CommandTree.Build(TestContext.Silent).Subcommands.Where(verb => !verb.Hidden);

    // The arguments that a shell would pass to the program.
    private static string[] Arguments(string example)
    {
        var line = example.Split('#')[0].Replace("ROOM=$(", "", StringComparison.Ordinal).TrimEnd(' ', ')');
        return [.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line)
            .Skip(1)
            .Select(word => word.Replace("@", "", StringComparison.Ordinal))];
    }

    private static void Describe(StringBuilder page, Command verb, string path)
    {
        if (verb.Subcommands.Count == 0)
        {
            var arguments = string.Concat(verb.Arguments.Select(
                argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" <{argument.Name}>"));
            page.Append($"    {path}{arguments}\n\n");
            foreach (var argument in verb.Arguments)
            {
                page.Append($"- `{argument.Name}` {argument.Description}\n");
            }

            foreach (var option in verb.Options.Where(
                option => option is not System.CommandLine.Help.HelpOption and not VersionOption))
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
