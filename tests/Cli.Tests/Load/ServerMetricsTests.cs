using AudioRooms.Cli.Load;

namespace AudioRooms.Cli.Tests.Load;

public sealed class ServerMetricsTests
{
    private const string Text = """
        # HELP process_cpu_seconds_total User and system time spent.
        # TYPE process_cpu_seconds_total counter
        process_cpu_seconds_total 12.5
        process_resident_memory_bytes 1.5e8
        dotnet_gc_allocated_bytes_total 123456
        dotnet_gc_pause_seconds_bucket{le="0.001"} 10
        dotnet_gc_pause_seconds_bucket{le="0.01"} 19
        dotnet_gc_pause_seconds_bucket{le="+Inf"} 20
        dotnet_gc_pause_seconds_sum 0.05
        some_other{le="0.001"} 4
        """;

    [Fact]
    public void Parse_PrometheusText_FindsCpuAndMemory()
    {
        var metrics = ServerMetrics.Parse(Text).ShouldNotBeNull();

        metrics.CpuSeconds.ShouldBe(12.5);
        metrics.RssBytes.ShouldBe(150_000_000);
        metrics.AllocatedBytes.ShouldBe(123_456);
        metrics.Pauses.Count.ShouldBe(3);
    }

    [Fact]
    public void Parse_TextOfAnotherProgram_IsNull() => ServerMetrics.Parse("<html>").ShouldBeNull();

    [Fact]
    public void PauseMsP99Since_NoPauseBetween_IsZero()
    {
        var metrics = ServerMetrics.Parse(Text)!;

        metrics.PauseMsP99Since(metrics).ShouldBe(0);
    }

    [Fact]
    public void PauseMsP99Since_PausesBetween_IsTheBoundThatHoldsThem()
    {
        var before = ServerMetrics.Parse(Text)!;
        var after = ServerMetrics.Parse(Text.Replace("\"0.01\"} 19", "\"0.01\"} 29").Replace("\"+Inf\"} 20", "\"+Inf\"} 30"))!;

        after.PauseMsP99Since(before).ShouldBe(10);
    }

    [Fact]
    public void PauseMsP99Since_BeyondTheLastBound_IsUnknown()
    {
        var before = ServerMetrics.Parse(Text)!;
        var after = ServerMetrics.Parse(Text.Replace("\"+Inf\"} 20", "\"+Inf\"} 30"))!;

        after.PauseMsP99Since(before).ShouldBeNull();
    }
}
