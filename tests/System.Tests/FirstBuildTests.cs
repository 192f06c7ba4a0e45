using System.Runtime.Versioning;

namespace AudioRooms.System.Tests;

/// <summary>What a newcomer sees while <c>./run</c> or <c>./audiorooms</c> builds, with a fake compiler.</summary>
[SupportedOSPlatform("linux")]
public sealed class FirstBuildTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Restores at once; "compiles" two projects, and goes on when the test says so.
    private const string Compiler = """
        #!/usr/bin/env bash
        echo "$*" >>"$CALLS"
        [ "$1" = restore ] && exit
        echo "  Audio -> /somewhere/Audio.dll"
        echo "  Domain -> /somewhere/Domain.dll"
        until [ -e "$GO_ON" ]; do sleep 0.1; done
        [ -z "${FAULT:-}" ] || { echo "x.cs(1,1): error CS1002: ; expected"; exit 1; }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-build-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Build_WhileItRuns_SaysHowFarItIsAndBuildsBothPrograms()
    {
        await using var run = await StartAsync(fault: "");
        await run.WaitForLineAsync("  compiling: 2 of 11 projects, ", Limit);
        await File.WriteAllTextAsync(In("go-on"), "");

        (await run.WaitForExitAsync(Limit)).ShouldBe(0, run.Output);
        run.Output.ShouldContain("restoring packages took ");
        run.Output.ShouldContain("compiling took ");
        run.Output.ShouldContain("built in ");
        (await File.ReadAllLinesAsync(In("calls"))).Length.ShouldBe(2, "one restore and one build for both programs");
        File.Exists(In("root/artifacts/built/Silo")).ShouldBeTrue();
        File.Exists(In("root/artifacts/built/Cli")).ShouldBeTrue();
    }

    [Fact]
    public async Task Build_ThatFails_ShowsTheErrorAndWhereTheRestIs()
    {
        await File.WriteAllTextAsync(In("go-on"), "");
        await using var run = await StartAsync(fault: "yes");

        (await run.WaitForExitAsync(Limit)).ShouldBe(1);

        run.Output.ShouldContain("error CS1002");
        run.Output.ShouldContain("product.log");
    }

    // The error output is merged into the output here, because a test can wait for lines of the output.
    private async Task<ProgramRun> StartAsync(string fault)
    {
        Directory.CreateDirectory(In("root/eng"));
        Directory.CreateDirectory(In("bin"));
        foreach (var name in new[] { "shell.sh", "product.slnf" })
        {
            File.Copy(Path.Combine(Checkout.Root, "eng", name), In($"root/eng/{name}"));
        }

        await File.WriteAllTextAsync(In("bin/dotnet"), Compiler);
        File.SetUnixFileMode(In("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return ProgramRun.Start(
            "bash",
            ["-c", $"set -euo pipefail; root={In("root")}; . $root/eng/shell.sh; progress_seconds=0; mkdir -p $root/src; "
                + "build_if_needed Cli 2>&1"],
            new Dictionary<string, string>
            {
                ["PATH"] = $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                ["CALLS"] = In("calls"),
                ["GO_ON"] = In("go-on"),
                ["FAULT"] = fault,
            });
    }

    private string In(string path) => Path.Combine(folder.FullName, path);
}
