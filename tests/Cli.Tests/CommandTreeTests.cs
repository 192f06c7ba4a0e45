using System.CommandLine;
using System.Net;
using System.Net.Sockets;
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
    [InlineData("who")]
    [InlineData("whoami")]
    [InlineData("signout")]
    [InlineData("password")]
    [InlineData("delete-account")]
    [InlineData("completion")]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Help_EveryVerb_HasOneThatNamesTheProgramAsItWasTyped(string verb)
    {
        (await RunAsync(verb, "--help")).ShouldBe(0);

        output.ToString().ShouldContain("Usage:");
        output.ToString().ShouldContain($"audiorooms {verb}");
        output.ToString().ShouldNotContain(RootCommand.ExecutableName);
    }

    [Fact]
    public async Task Run_NothingTyped_ShowsWhatToBeginWith()
    {
        (await RunAsync()).ShouldBe(0);

        output.ToString().ShouldContain("audiorooms listen");
        output.ToString().ShouldContain("audiorooms doctor");
        errors.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("room")]
    [InlineData("room", "link")]
    [InlineData("admin", "audit")]
    public async Task Run_AGroupWithoutAVerb_ShowsItsHelp(params string[] group)
    {
        (await RunAsync(group)).ShouldBe(0);

        output.ToString().ShouldContain("Commands:");
        errors.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Run_WhatTheServersProgramDoes_SaysWhereItIsDone(string verb)
    {
        (await RunAsync(verb, "monday.db")).ShouldBe(1);

        errors.ToString().ShouldContain($"./audiorooms {verb}");
    }

    [Fact]
    public async Task Version_Asked_IsShown()
    {
        (await RunAsync("--version")).ShouldBe(0);

        output.ToString().Trim().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("[suggest:3]", "roo", "room")]
    [InlineData("[suggest:9]", "room ente", "enter")]
    public async Task Suggest_ABeginning_IsCompleted(string directive, string line, string word)
    {
        (await RunAsync(directive, line)).ShouldBe(0);

        output.ToString().Split('\n', StringSplitOptions.TrimEntries).ShouldContain(word);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_EveryShell_AsksTheProgram(string shell)
    {
        (await RunAsync("completion", shell)).ShouldBe(0);

        output.ToString().ShouldContain("[suggest:");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Whoami_AnswererThatIsNoGrpcServer_IsASentenceWithoutTheTransportsWords(string scheme)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        (await RunAsync("doctor", "--server", $"{scheme}://127.0.0.1:{port}", "--json")).ShouldBe(1);
        (await RunAsync("room", "show", "r", "--server", $"{scheme}://127.0.0.1:{port}")).ShouldBe(1);

        errors.ToString().ShouldContain(scheme == "https" ? "http:// instead of https://" : "not by gRPC");
        errors.ToString().ShouldNotContain("HTTP/2");
        errors.ToString().ShouldNotContain("Exception");
        errors.ToString().ShouldNotContain("..");
        listener.Stop();
        await answering;
    }

    [Fact]
    public async Task RoomShow_AddressWithoutAScheme_IsTakenAsOneWithoutTls()
    {
        (await RunAsync("room", "show", "r", "--server", "127.0.0.1:9")).ShouldBe(1);

        errors.ToString().ShouldContain("nothing listens at that port");
    }

    [Fact]
    public async Task Run_Interrupted_SaysNothing()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        (await RunAsync(["room", "list", "--server", "http://127.0.0.1:9"], interrupted.Token)).ShouldBe(130);

        errors.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("load-worker")]
    [InlineData("chaos")]
    public async Task Help_WhatIsNotForPeopleOrNotBuilt_IsNotListed(string verb)
    {
        await RunAsync("--help");

        output.ToString().ShouldNotContain(verb);
    }

    // One refusal for each cause; the server is not asked.
    [Theory]
    [InlineData("fryday 12:00", "Europe/Paris", "event_start_invalid", "\"fryday 12:00\" is not a start.")]
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
    [InlineData("speak", "file.wav", "--room", "room", "--seconds", "-1")]
    [InlineData("listen", "--seconds", "1e300")]
    [InlineData("inbox", "pause", "NaN")]
    [InlineData("room", "link", "make", "room", "--hours", "-3")]
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

    // Answers like a web server that does not understand the request.
    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(
                    "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private Task<int> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    private Task<int> RunAsync(
        string[] arguments, CancellationToken cancellation) => CommandTree.RunAsync(arguments, new CliContext
    {
        CommandName = "audiorooms",
        Environment = name => name == "XDG_CONFIG_HOME" ? home.FullName : null,
        In = TextReader.Null,
        Out = output,
        Terminal = Plain(errors),
        AskSecret = null,

        // Deadlines run on the network's clock, which is always the system's.
        Time = TimeProvider.System,
    }, cancellation);

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        return console;
    }
}
