using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>Runs another implementation as a process of its own.</summary>
internal static class PeerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Where the scripts are and their packages are installed.</summary>
    public static string Folder { get; } = typeof(PeerProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "InteropFolder").Value!;

    /// <summary>The <c>buf</c> of the npm package for this machine's processor.</summary>
    public static string Buf { get; } = Path.Combine(
        Folder,
        "node_modules",
        "@bufbuild",
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "buf-linux-aarch64" : "buf-linux-x64",
        "bin",
        "buf");

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience}.", e);
        }
    }
}
