using System.Diagnostics;
using System.Text.Json;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>
/// The parser of Prometheus' own Python client (Debian's python3-prometheus-client), which is independent of this code.
/// </summary>
internal static class PrometheusClient
{
    // Reads the text and prints, for each metric, its type, its help and each sample.
    private const string Reader =
        """
        import json, sys
        from prometheus_client.parser import text_string_to_metric_families
        print(json.dumps([{
            'Name': family.name, 'Type': family.type, 'Help': family.documentation,
            'Samples': [{'Name': sample.name, 'Labels': sample.labels, 'Value': repr(float(sample.value))} for sample in family.samples],
        } for family in text_string_to_metric_families(sys.stdin.read())]))
        """;

    public static async Task<IReadOnlyList<Family>> ParseAsync(string text)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Reader])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{await errors}\nThis test needs the Debian package python3-prometheus-client.");
        return JsonSerializer.Deserialize<List<Family>>(await output)!;
    }

    /// <summary>One metric; the name of a counter has no <c>_total</c> here.</summary>
    internal sealed record Family(string Name, string Type, string Help, IReadOnlyList<Sample> Samples);

    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, string Value);
}
