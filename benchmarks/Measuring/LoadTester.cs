using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary><c>./audiorooms load</c> on the testers' core.</summary>
public static class LoadTester
{
    // Thousands of joins on one core take a while, and so does the work that a full core has queued.
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs one load test and returns its report, whatever its verdict.</summary>
    /// <param name="server">The server to load.</param>
    /// <param name="arguments">Arguments after <c>./audiorooms load</c>, without server and output.</param>
    public static async Task<JsonObject> RunAsync(AudioRoomsServer server, IEnumerable<string> arguments)
    {
        var output = Path.GetTempFileName();
        try
        {
            // On Linux OpenSSL decides what .NET trusts, and this variable tells OpenSSL.
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
