using AudioRooms.Cli.Verbs;
using AudioRooms.Testing;
using Spectre.Console;

namespace AudioRooms.Cli.Tests;

public sealed class CommandTreeTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("audiorooms-cli-");
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose() => home.Delete(recursive: true);

    [Theory]
    [InlineData("signup")]
    [InlineData("signin")]
    [InlineData("token")]
    [InlineData("room")]
    [InlineData("speak")]
    [InlineData("listen")]
    [InlineData("load")]
    [InlineData("doctor")]
    [InlineData("tour")]
    [InlineData("profile")]
    [InlineData("people")]
    [InlineData("follow")]
    [InlineData("search")]
    [InlineData("hallway")]
    [InlineData("club")]
    [InlineData("event")]
    [InlineData("invite")]
    [InlineData("inbox")]
    [InlineData("report")]
    [InlineData("export")]
    [InlineData("admin")]
    public async Task Help_EveryVerb_HasOne(string verb)
    {
        (await RunAsync(verb, "--help")).ShouldBe(0);

        output.ToString().ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("load-worker")]
    [InlineData("chaos")]
    public async Task Help_WhatIsNotForPeopleOrNotBuilt_IsNotListed(string verb)
    {
        await RunAsync("--help");

        output.ToString().ShouldNotContain(verb);
    }

    // One refusal per cause, each before anything is asked of the server.
    [Theory]
    [InlineData("fryday 12:00", "Europe/Paris", "event_start_invalid", "\"fryday 12:00\" is no start.")]
    [InlineData("friday 12:00", "europe/paris", "time_zone_invalid", "There is no time zone \"europe/paris\".")]
    [InlineData("2027-01-15T12:00", "Mars/Base", "time_zone_invalid", "There is no time zone \"Mars/Base\".")]
    public async Task EventSchedule_StartOrZoneThatIsNone_IsRefusedByItsName(string at, string zone, string code, string sentence)
    {
        (await RunAsync("event", "schedule", "--title", "A talk", "--at", at, "--zone", zone)).ShouldBe(1);
        (await RunAsync("event", "schedule", "--title", "A talk", "--at", at, "--zone", zone, "--json")).ShouldBe(1);

        errors.ToString().ShouldContain(sentence);
        output.ToString().ShouldStartWith($"{{\"error\":{{\"code\":\"{code}\"");
    }

    [Theory]
    [InlineData("--of", "00000000000000000000000000")]
    [InlineData("--scope", "club")]
    public async Task EventCalendar_SubjectWithoutScopeOrTheOtherWayRound_IsRefused(string option, string value)
    {
        (await RunAsync("event", "calendar", option, value, "--json")).ShouldBe(1);

        output.ToString().ShouldStartWith("{\"error\":{\"code\":\"calendar_subject_unclear\"");
    }

    [Fact]
    public async Task RoomCreate_NobodySignedIn_FailsWithTheFix()
    {
        (await RunAsync("room", "create", "--title", "A room")).ShouldBe(1);

        errors.ToString().ShouldContain("not signed in");
        errors.ToString().ShouldContain("signup --handle");
    }

    [Fact]
    public async Task Json_AFailure_IsOneJsonValueWithItsCode()
    {
        (await RunAsync("speak", "--room", "r", "/no/such/file.wav", "--json")).ShouldBe(1);

        output.ToString().ShouldStartWith("{\"error\":{\"code\":\"no_file\"");
    }

    [Theory]
    [InlineData("listen", "--out", "sound.mp3")]
    [InlineData("listen", "--latency", "fast")]
    [InlineData("load", "--slo", "p98<1")]
    [InlineData("load", "--listeners", "0")]
    [InlineData("load", "--talk", "1.5")]
    [InlineData("room", "list", "--server", "here")]
    [InlineData("speak", "file.wav")]
    [InlineData("room", "kick", "room")]
    [InlineData("room", "create", "--title", "A room", "--kind", "secret")]
    [InlineData("search", "everything", "word")]
    [InlineData("club", "found", "sect", "name")]
    [InlineData("event", "start", "event", "tomorrow")]
    [InlineData("admin", "grant", "user", "2")]
    [InlineData("admin", "suspend", "user")]
    [InlineData("report", "person", "somebody", "--reason", "boredom")]
    public async Task Arguments_ThatMakeNoSense_AreRefusedBeforeAnythingHappens(params string[] arguments) =>
        (await RunAsync(arguments)).ShouldNotBe(0);

    [Fact]
    public async Task Listen_NobodyListensAtTheServer_SaysHowToStartOne()
    {
        (await RunAsync("listen", "--server", "http://127.0.0.1:9")).ShouldBe(1);

        errors.ToString().ShouldContain("./run");
    }

    private Task<int> RunAsync(params string[] arguments) => CommandTree.RunAsync(arguments, new CliContext
    {
        CommandName = "audiorooms",
        Environment = name => name == "XDG_CONFIG_HOME" ? home.FullName : null,
        In = TextReader.Null,
        Out = output,
        Terminal = Plain(errors),
        AskSecret = null,
        Time = new ManualTime(),
    });

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        return console;
    }
}
