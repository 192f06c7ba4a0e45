using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Metrics;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Metrics;

public sealed partial class PrometheusExporterTests
{
    [Fact]
    public void Collect_CountersGaugesAndHistograms_AreShownByTheUsualRule()
    {
        using var exporter = new PrometheusExporter(new OwnMeters());
        using var meter = new Meter("AudioRooms.ExporterTests");
        var counter = meter.CreateCounter<long>("exporter.tests.things", null, "Things.");
        var histogram = meter.CreateHistogram<double>("exporter.tests.wait", "s", "Waits.");
        meter.CreateObservableGauge("exporter.tests.size", () => 7, "By", "Size.");

        counter.Add(2, new KeyValuePair<string, object?>("kind", "a \"b\""));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a \"b\""));
        histogram.Record(0.003);
        histogram.Record(20);
        var text = exporter.Collect();

        text.ShouldContain("# TYPE exporter_tests_things_total counter\nexporter_tests_things_total{kind=\"a \\\"b\\\"\"} 5\n");
        text.ShouldContain("# TYPE exporter_tests_size_bytes gauge\nexporter_tests_size_bytes 7\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"0.0025\"} 0\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"0.005\"} 1\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"+Inf\"} 2\n");
        text.ShouldContain("exporter_tests_wait_seconds_sum 20.003\nexporter_tests_wait_seconds_count 2\n");
    }

    [Fact]
    public void Collect_AHistogramWithBoundsOfItsOwn_IsShownInThem()
    {
        using var exporter = new PrometheusExporter(new OwnMeters());
        using var meter = new Meter("AudioRooms.ExporterTests");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.000001, 0.000002] };
        var histogram = meter.CreateHistogram("exporter.tests.cost", "s", "Costs.", tags: null, advice);

        histogram.Record(0.0000015);
        histogram.Record(0.5);

        exporter.Collect().ShouldContain(
            """
            exporter_tests_cost_seconds_bucket{le="1e-06"} 0
            exporter_tests_cost_seconds_bucket{le="2e-06"} 1
            exporter_tests_cost_seconds_bucket{le="+Inf"} 2
            exporter_tests_cost_seconds_sum 0.5000015
            """);
    }

    [Fact]
    public void Collect_TwoMetersWithOneInstrument_AddsThemUp()
    {
        using var exporter = new PrometheusExporter(new OwnMeters());
        using var one = new Meter("AudioRooms.ExporterTests");
        using var two = new Meter("AudioRooms.ExporterTests");
        one.CreateCounter<long>("exporter.tests.twice", null, "Twice.").Add(2);
        two.CreateCounter<long>("exporter.tests.twice", null, "Twice.").Add(3);

        exporter.Collect().ShouldContain("# TYPE exporter_tests_twice_total counter\nexporter_tests_twice_total 5\n");
    }

    [Fact]
    public void Collect_MetersOfAnotherHostInTheProcess_AreNotShown()
    {
        using var meters = new OwnMeters();
        using var exporter = new PrometheusExporter(meters);
        using var ours = meters.Create("AudioRooms.ExporterTests");
        using var elsewhere = new OwnMeters();
        using var theirs = elsewhere.Create("AudioRooms.ExporterTests");
        ours.CreateCounter<long>("exporter.tests.scoped", null, "Scoped.").Add(2);
        theirs.CreateCounter<long>("exporter.tests.scoped", null, "Scoped.").Add(3);

        exporter.Collect().ShouldContain("exporter_tests_scoped_total 2\n");
    }

    [Fact]
    public void Collect_OtherPeoplesMeters_AreNotShown()
    {
        using var exporter = new PrometheusExporter(new OwnMeters());
        using var meter = new Meter("Somebody.Else");
        meter.CreateCounter<long>("somebody.else").Add(1);

        exporter.Collect().ShouldNotContain("somebody_else");
    }

    [Fact]
    public void Collect_EveryLine_IsOfTheTextFormat()
    {
        using var meters = new OwnMeters();
        using var exporter = new PrometheusExporter(meters);
        using var metrics = new GatewayMetrics(meters);
        metrics.UplinkDropped(MediaRefusal.TooFast);
        metrics.BundlesSent(LatencyClass.Audience, 3, 9, 720);
        metrics.TickLateness(1_500);

        var lines = exporter.Collect().Split('\n');

        lines[^1].ShouldBeEmpty();
        lines[..^1].ShouldAllBe(line => Line().IsMatch(line));
        lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).ShouldBeUnique();
        lines.ShouldContain(line => line.StartsWith("audiorooms_bundles_sent_total{class=\"audience\"} ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("audiorooms_uplink_dropped_total{reason=\"audio_too_fast\"} ", StringComparison.Ordinal));
        lines.ShouldContain("# TYPE audiorooms_fanout_tick_lateness_seconds histogram");
        lines.ShouldContain(line => line.StartsWith("process_cpu_seconds_total ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("process_resident_memory_bytes ", StringComparison.Ordinal));
    }

    [Fact]
    public void Collect_AfterCollections_ShowsTheirPauses()
    {
        using var exporter = new PrometheusExporter(new OwnMeters());

        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var count = PauseCount().Match(exporter.Collect());
        int.Parse(count.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_:][a-z0-9_:]* .+|[a-z_:][a-z0-9_:]*(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.eE+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("dotnet_gc_pause_seconds_count ([0-9]+)")]
    private static partial Regex PauseCount();
}
