using AudioRooms.LoadTester.Measures;

namespace AudioRooms.LoadTester.Tests.Measures;

public sealed class ServerMetricsTests
{
    private const string Text = """
        # TYPE dotnet_process_cpu_time_seconds_total counter
        # HELP dotnet_process_cpu_time_seconds_total CPU time used by the process.
        dotnet_process_cpu_time_seconds_total{cpu_mode="user"} 10.25
        dotnet_process_cpu_time_seconds_total{cpu_mode="system"} 2.25
        dotnet_process_memory_working_set_bytes 1.5E+08
        dotnet_gc_heap_total_allocated_bytes_total 123456
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
    public void Parse_NamesWithEmptyBraces_AreTheNames()
    {
        var text = Text.Replace("working_set_bytes ", "working_set_bytes{} ").Replace(
            "allocated_bytes_total ", "allocated_bytes_total{} ");

        var metrics = ServerMetrics.Parse($"{text}\naudiorooms_fanout_allocated_bytes_total{{}} 77").ShouldNotBeNull();

        metrics.RssBytes.ShouldBe(150_000_000);
        metrics.AllocatedBytes.ShouldBe(123_456);
        metrics.FanOutAllocatedBytes.ShouldBe(77);
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
    public void PauseMsP99Since_FirstPauseAfterTheFirstLook_IsCountedFromZero()
    {
        var before = ServerMetrics.Parse(string.Join('\n', Text.Split('\n').Where(line => !line.Contains("pause"))))!;

        ServerMetrics.Parse(Text)!.PauseMsP99Since(before).ShouldBeNull();
        ServerMetrics.Parse(Text.Replace("\"0.01\"} 19", "\"0.01\"} 20"))!.PauseMsP99Since(before).ShouldBe(10);
    }

    [Fact]
    public void PauseMsP99Since_BeyondTheLastBound_IsUnknown()
    {
        var before = ServerMetrics.Parse(Text)!;
        var after = ServerMetrics.Parse(Text.Replace("\"+Inf\"} 20", "\"+Inf\"} 30"))!;

        after.PauseMsP99Since(before).ShouldBeNull();
    }
}
