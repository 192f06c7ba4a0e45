using System.Text.RegularExpressions;
using AudioRooms.Client;

namespace AudioRooms.System.Tests;

/// <summary>The product in its own process, with its own data folder and ports that the system chose.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo home;
    private readonly bool ownsHome;
    private readonly ProgramRun run;

    private Server(DirectoryInfo home, bool ownsHome, ProgramRun run)
    {
        this.home = home;
        this.ownsHome = ownsHome;
        this.run = run;
    }

    /// <summary>The address of gRPC.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>The address of HTTP.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1");

    /// <summary>Everything that the server wrote.</summary>
    public string Log => $"{run.Output}\n{run.Errors}";

    public static Task<Server> StartAsync(params string[] arguments) =>
        StartAsync(Directory.CreateTempSubdirectory("audiorooms-server-"), ownsHome: true, arguments);

    /// <summary>Starts a server whose speed matters to the test, compiled as the product ships.</summary>
    public static Task<Server> StartMeasuredAsync() =>
        StartWithAsync(new Dictionary<string, string> { [ProgramRun.QuickCompilation] = "0" });

    /// <summary>Starts with a data folder that outlives the server.</summary>
    public static Task<Server> StartInAsync(DirectoryInfo home, params string[] arguments) =>
        StartAsync(home, ownsHome: false, arguments);

    /// <summary>Starts with a data folder that outlives the server, and with settings from the environment.</summary>
    public static Task<Server> StartInWithAsync(
        DirectoryInfo home, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(home, ownsHome: false, arguments, environment);

    /// <summary>Starts with settings from the environment.</summary>
    public static Task<Server> StartWithAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(Directory.CreateTempSubdirectory("audiorooms-server-"), ownsHome: true, arguments, environment);

    /// <summary>A client of a person without an account.</summary>
    public AudioRoomsClient Stranger() => new(new AudioRoomsClientOptions { Server = Grpc });

    /// <summary>A client with a token of a synthetic user.</summary>
    public async Task<AudioRoomsClient> ClientOfAsync(
        string handle, RoomTransport transport = RoomTransport.Grpc, Uri? through = null, Uri? http = null)
    {
        var token = await TokenOfAsync(handle);
        return new AudioRoomsClient(new AudioRoomsClientOptions
        {
            Server = through ?? Grpc,
            HttpServer = http ?? Http,
            Transport = transport,
            AccessToken = _ => ValueTask.FromResult<string?>(token),
        });
    }

    /// <summary>A token of a synthetic user.</summary>
    public async Task<string> TokenOfAsync(string handle)
    {
        await using var stranger = Stranger();
        return (await stranger.AsOperator("development-operator-key").MintTokenAsync(handle, handle)).AccessToken;
    }

    /// <summary>Waits for a line that begins with a text, unless it was written already.</summary>
    public Task WaitForLogAsync(string beginning) => run.Output.Contains('\n' + beginning, StringComparison.Ordinal)
        ? Task.CompletedTask
        : run.WaitForLineAsync(beginning, StartLimit);

    /// <summary>Stops the server as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        run.Interrupt();
        (await run.WaitForExitAsync(StartLimit)).ShouldBe(0, Log);
    }

    /// <summary>Stops the server as a service manager does.</summary>
    /// <returns>How long the stop took.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        run.Terminate();
        (await run.WaitForExitAsync(StartLimit)).ShouldBe(0, Log);
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>SIGTERM, without waiting for what comes of it.</summary>
    public void Signal() => run.Terminate();

    /// <summary>Waits for its end, whatever its exit code.</summary>
    public Task<int> EndedAsync() => run.WaitForExitAsync(StartLimit);

    /// <summary>Kills the server, as a power cut does.</summary>
    public Task KillAsync() => run.KillAsync();

    /// <summary>Checks that the log has no failure of the server.</summary>
    public void ShouldHaveCleanLog() => FailureInLog().Matches(Log).Select(match => match.Value).ShouldBeEmpty(Log);

    /// <summary>Checks that the log has no warnings: a server that works writes none.</summary>
    public void ShouldHaveSaidOnlyItsGreeting()
    {
        run.Errors.ShouldBeEmpty();
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => GreetingLine().IsMatch(line));
    }

    public async ValueTask DisposeAsync()
    {
        await run.DisposeAsync();
        if (ownsHome)
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<Server> StartAsync(
        DirectoryInfo home, bool ownsHome, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var run = ProgramRun.Start(
            "dotnet",
            [Checkout.AssemblyOf("Silo"), "--data", home.FullName, "--http", "0", "--grpc", "0", .. arguments],
            environment);
        var server = new Server(home, ownsHome, run);
        try
        {
            var ready = ReadyLine().Match(await run.WaitForLineAsync("ready ", StartLimit));
            server.Http = new Uri(ready.Groups["http"].Value);
            server.Grpc = new Uri(ready.Groups["grpc"].Value);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    [GeneratedRegex(@"^ready http=(?<http>\S+) grpc=(?<grpc>\S+)$")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"^(ready http=|codec: |page: |development mode: |first account: |try:|  \./audiorooms )")]
    private static partial Regex GreetingLine();

    [GeneratedRegex(@"^.*(Exception|^fail:|^crit:|Unhandled).*$", RegexOptions.Multiline)]
    private static partial Regex FailureInLog();
}
