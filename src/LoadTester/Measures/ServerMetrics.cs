using System.Globalization;

namespace AudioRooms.LoadTester.Measures;

/// <summary>The figures that a load test reads from a server's <c>/metrics</c> (Prometheus text format) at one moment.</summary>
internal sealed record ServerMetrics
{
    private const string Cpu = "dotnet_process_cpu_time_seconds_total";
    private const string PauseBucket = "dotnet_gc_pause_seconds_bucket{le=\"";

    /// <summary>User and system time of the server since its start.</summary>
    public required double CpuSeconds { get; init; }

    public required long RssBytes { get; init; }

    /// <summary>Bytes allocated on the managed heap since the start; null if the metrics lack it.</summary>
    public required double? AllocatedBytes { get; init; }

    /// <summary>The part of it that the fan-out allocated; null if the metrics lack it.</summary>
    public double? FanOutAllocatedBytes { get; init; }

    /// <summary>Pauses of the garbage collector since the start: how many lasted up to each bound. The bounds ascend, and the
    /// last is infinite.</summary>
    public required IReadOnlyList<(double UpToSeconds, double Count)> Pauses { get; init; }

    /// <summary>Parses the text; null if it lacks CPU or memory.</summary>
    public static ServerMetrics? Parse(string text)
    {
        double? cpu = null;
        double? rss = null;
        double? allocated = null;
        double? allocatedByFanOut = null;
        var pauses = new List<(double, double)>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var space = line.LastIndexOf(' ');
            if (space < 0 || line[0] == '#' || !double.TryParse(line[(space + 1)..], CultureInfo.InvariantCulture, out var value))
            {
                continue;
            }

            // Exporters differ in how they write a name without labels.
            var name = line[..space];
            name = name.EndsWith("{}") ? name[..^2] : name;
            if (name.StartsWith(Cpu, StringComparison.Ordinal))
            {
                // User and system time are separate lines.
                cpu = (cpu ?? 0) + value;
            }
            else if (name is "dotnet_process_memory_working_set_bytes")
            {
                rss = value;
            }
            else if (name is "dotnet_gc_heap_total_allocated_bytes_total")
            {
                allocated = value;
            }
            else if (name is "audiorooms_fanout_allocated_bytes_total")
            {
                allocatedByFanOut = value;
            }
            else if (name.StartsWith(PauseBucket, StringComparison.Ordinal))
            {
                var bound = name[PauseBucket.Length..].TrimEnd("\"}");
                pauses.Add(
                    (bound is "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture), value));
            }
        }

        return cpu is null || rss is null
            ? null
            : new ServerMetrics
            {
                CpuSeconds = cpu.Value,
                RssBytes = (long)rss.Value,
                AllocatedBytes = allocated,
                FanOutAllocatedBytes = allocatedByFanOut,
                Pauses = pauses,
            };
    }

    /// <summary>Upper bound of the 99th percentile of the pauses since an earlier moment; 0 if there were none; null if the
    /// metrics lack it or the longest pauses are beyond the last bound.</summary>
    public double? PauseMsP99Since(ServerMetrics earlier)
    {
        if (Pauses.Count == 0 || (earlier.Pauses.Count > 0 && earlier.Pauses.Count != Pauses.Count))
        {
            return null;
        }

        // A histogram without values is not in the metrics yet.
        double Since(int bucket) => Pauses[bucket].Count - (earlier.Pauses.Count > 0 ? earlier.Pauses[bucket].Count : 0);
        var total = Since(Pauses.Count - 1);
        if (total <= 0)
        {
            return 0;
        }

        for (var i = 0; i < Pauses.Count; i++)
        {
            if (Since(i) >= 0.99 * total)
            {
                return double.IsInfinity(Pauses[i].UpToSeconds) ? null : Pauses[i].UpToSeconds * 1000;
            }
        }

        return null;
    }

    /// <summary>Reads the metrics from the server. Null and a sentence if it does not answer with metrics.</summary>
    public static async Task<(ServerMetrics? Metrics, string? Problem)> ReadAsync(
        HttpClient http, Uri address, CancellationToken cancellation)
    {
        try
        {
            var text = await http.GetStringAsync(address, cancellation).ConfigureAwait(false);
            return Parse(text) is { } metrics ? (metrics, null) : (null, $"{address} has no {Cpu}.");
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, $"{address} could not be read: {e.Message}");
        }
    }
}
