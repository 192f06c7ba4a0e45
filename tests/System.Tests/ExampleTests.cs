using System.Runtime.Versioning;

namespace AudioRooms.System.Tests;

/// <summary>The programs of <c>examples/</c>, which <c>docs/client.md</c> shows, hear the demo room.</summary>
[SupportedOSPlatform("linux")]
public sealed class ExampleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Listen_InEveryLanguage_HearsTheDemoRoom()
    {
        await using var server = await Server.StartAsync("--demo");

        await ShouldHearAsync("dotnet", "run", Example("listen.cs"), server.Grpc.AbsoluteUri);
        using var generated = new GeneratedPython(Protos);
        await generated.MakeAsync(Limit);
        await ShouldHearAsync("/usr/bin/env", $"PYTHONPATH={generated.Folder}", "/usr/bin/python3", Example("listen.py"), server.Grpc.Authority);
        await ShouldHearAsync("node", TypeScriptAsModule(), server.Grpc.Authority, Protos);
        server.ShouldHaveCleanLog();
    }

    private static string Protos => Path.Combine(Checkout.Root, "src/Protocol/Protos");

    private static async Task ShouldHearAsync(string program, params string[] arguments)
    {
        await using var run = ProgramRun.Start(program, arguments);

        (await run.WaitForExitAsync(Limit)).ShouldBe(0, $"{program}: {run.Output}\n{run.Errors}");
        run.Output.ShouldContain("on stage: ", customMessage: program);
        run.Output.ShouldMatch(@"Heard .*\d+ packets", program);
    }

    private static string Example(string name) => Path.Combine(Checkout.Root, "examples", name);

    // Without annotations a TypeScript program is a JavaScript one; beside the tests' own programs it finds its packages in every version of Node.
    private static string TypeScriptAsModule()
    {
        var module = Path.Combine(Checkout.Root, "tests/System.Tests/Peers/node_modules/listen-example.mjs");
        File.Copy(Example("listen.ts"), module, overwrite: true);
        return module;
    }
}
