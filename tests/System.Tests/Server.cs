using System.Text.RegularExpressions;
using AudioRooms.Client;

namespace AudioRooms.System.Tests;

/// <summary>The product in a process of its own, with a data folder of its own and ports that the system chose.</summary>
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

    /// <summary>Its gRPC address.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>Its HTTP address.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1");

    /// <summary>All it said.</summary>
    public string Log => $"{run.Output}\n{run.Errors}";

    public static Task<Server> StartAsync(params string[] arguments) =>
        StartAsync(Directory.CreateTempSubdirectory("audiorooms-server-"), ownsHome: true, arguments);

    /// <summary>Starts a server whose speed matters to the test, compiled as it is shipped.</summary>
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

    /// <summary>Waits until it has said a line that begins so, if it has not yet.</summary>
    public Task WaitForLogAsync(string beginning) => run.Output.Contains('\n' + beginning, StringComparison.Ordinal)
        ? Task.CompletedTask
        : run.WaitForLineAsync(beginning, StartLimit);

    /// <summary>As Ctrl-C ends it.</summary>
    public async Task StopAsync()
    {
        run.Interrupt();
        (await run.WaitForExitAsync(StartLimit)).ShouldBe(0, Log);
    }

    /// <summary>As a service manager ends it.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        run.Terminate();
        (await run.WaitForExitAsync(StartLimit)).ShouldBe(0, Log);
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>As a power cut ends it.</summary>
    public Task KillAsync() => run.KillAsync();

    /// <summary>Nothing in the log may look like a failure of the server.</summary>
    public void ShouldHaveCleanLog() => FailureInLog().Matches(Log).Select(match => match.Value).ShouldBeEmpty(Log);

    /// <summary>At level Warning a server that works has nothing to say.</summary>
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

    [GeneratedRegex(@"^(ready http=|codec: |development mode: |first account: |try:|  \./audiorooms )")]
    private static partial Regex GreetingLine();

    [GeneratedRegex(@"^.*(Exception|^fail:|^crit:|Unhandled).*$", RegexOptions.Multiline)]
    private static partial Regex FailureInLog();
}
