using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary><c>./audiorooms load</c> on the testers' core.</summary>
public static class LoadTester
{
    // Joins of thousands on one core take a while, and so does what a full core has queued.
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs one load test and gives its report, whatever its verdict.</summary>
    /// <param name="server">Whom to load.</param>
    /// <param name="arguments">As after <c>./audiorooms load</c>, without server and output.</param>
    public static async Task<JsonObject> RunAsync(AudioRoomsServer server, IEnumerable<string> arguments)
    {
        var output = Path.GetTempFileName();
        try
        {
            // What .NET trusts on Linux is OpenSSL's choice, and this is how OpenSSL is told.
            var environment = server.CertificateFile is { } file
                ? new Dictionary<string, string> { ["SSL_CERT_FILE"] = file }
                : [];
            environment["AUDIOROOMS_COMMAND"] = "./audiorooms";
            string[] whole =
            [
                Checkout.AssemblyOf("Cli"), "load", .. arguments, "--server", $"{server.Grpc}", "--http", $"{server.Http}",
                "--out", output,
            ];
            await using var process = PinnedProcess.Start(PinnedProcess.TesterCore, "dotnet", whole, environment);
            await process.WaitForExitAsync(RunLimit).ConfigureAwait(false);
            var text = await File.ReadAllTextAsync(output).ConfigureAwait(false);
            return text.Length > 0
                ? JsonNode.Parse(text)!.AsObject()
                : throw new InvalidOperationException($"The load test gave no report.\n{process.Said}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
