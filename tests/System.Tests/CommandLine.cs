using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>Runs <c>audiorooms</c> with a home of its own, whose sign-ins end with the test.</summary>
internal sealed class CommandLine(Uri server, IReadOnlyDictionary<string, string>? environment = null) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("audiorooms-user-");

    public string Home => home.FullName;

    /// <summary>Starts a verb.</summary>
    public ProgramRun Start(params string[] arguments) => ProgramRun.Start(
        "dotnet",
        [Checkout.AssemblyOf("Cli"), .. arguments, "--server", server.AbsoluteUri],
        new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["XDG_CONFIG_HOME"] = home.FullName,
            ["AUDIOROOMS_TOKEN"] = "",
            ["AUDIOROOMS_OPERATOR_KEY"] = "",
            ["AUDIOROOMS_PASSWORD"] = "correct horse battery",
        });

    /// <summary>Runs a verb that must succeed and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (exit, output, errors) = await RunAsync([.. arguments, "--json"]);
        exit.ShouldBe(0, $"{output}\n{errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Runs a verb.</summary>
    public async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var run = Start(arguments);
        var exit = await run.WaitForExitAsync(Limit);
        return (exit, run.Output, run.Errors);
    }

    public void Dispose() => home.Delete(recursive: true);
}
