using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>Which instruments are visible, and in which form.</summary>
public sealed partial class HostMetricsTests
{
    [Fact]
    public async Task Collect_CountersGaugesAndHistograms_AreShownByTheUsualRule()
    {
        await using var page = await MetricsPage.StartAsync();
        using var meter = page.Meters.Create("AudioRooms.ExporterTests");
        var counter = meter.CreateCounter<long>("exporter.tests.things", null, "Things.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0025, 0.005] };
        var histogram = meter.CreateHistogram("exporter.tests.wait", "s", "Waits.", tags: null, advice);
        meter.CreateObservableGauge("exporter.tests.size", () => 7, "By", "Size.");

        counter.Add(2, new KeyValuePair<string, object?>("kind", "a \"b\""));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a \"b\""));
        histogram.Record(0.003);
        histogram.Record(20);
        var text = (await page.CollectAsync());

        text.ShouldContain("# TYPE exporter_tests_things_total counter\n# HELP exporter_tests_things_total "
            + "Things.\nexporter_tests_things_total{kind=\"a \\\"b\\\"\"} 5\n");
        text.ShouldContain(
            "# TYPE exporter_tests_size_bytes gauge\n# HELP exporter_tests_size_bytes Size.\nexporter_tests_size_bytes 7\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"0.0025\"} 0\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"0.005\"} 1\n");
        text.ShouldContain("exporter_tests_wait_seconds_bucket{le=\"+Inf\"} 2\n");
        text.ShouldContain("exporter_tests_wait_seconds_sum 20.003\nexporter_tests_wait_seconds_count 2\n");
    }

    [Fact]
    public async Task Collect_AHistogramWithBoundsOfItsOwn_IsShownInThem()
    {
        await using var page = await MetricsPage.StartAsync();
        using var meter = page.Meters.Create("AudioRooms.ExporterTests");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.000001, 0.000002] };
        var histogram = meter.CreateHistogram("exporter.tests.cost", "s", "Costs.", tags: null, advice);

        histogram.Record(0.0000015);
        histogram.Record(0.5);

        (await page.CollectAsync()).ShouldContain(
            """
            exporter_tests_cost_seconds_bucket{le="1E-06"} 0
            exporter_tests_cost_seconds_bucket{le="2E-06"} 1
            exporter_tests_cost_seconds_bucket{le="+Inf"} 2
            exporter_tests_cost_seconds_sum 0.5000015
            """);
    }

    [Fact]
    public async Task Collect_TwoMetersWithOneInstrument_AddsThemUp()
    {
        await using var page = await MetricsPage.StartAsync();
        using var one = page.Meters.Create("AudioRooms.ExporterTests");
        using var two = page.Meters.Create("AudioRooms.ExporterTests");
        one.CreateCounter<long>("exporter.tests.twice", null, "Twice.").Add(2);
        two.CreateCounter<long>("exporter.tests.twice", null, "Twice.").Add(3);

        (await page.CollectAsync()).ShouldContain("# TYPE exporter_tests_twice_total counter\n# HELP exporter_tests_twice_total "
            + "Twice.\nexporter_tests_twice_total 5\n");
    }

    [Fact]
    public async Task Collect_MetersOfAnotherHostInTheProcess_AreNotShown()
    {
        await using var page = await MetricsPage.StartAsync();
        using var ours = page.Meters.Create("AudioRooms.ExporterTests");
        using var elsewhere = new OwnMeters();
        using var theirs = elsewhere.Create("AudioRooms.ExporterTests");
        ours.CreateCounter<long>("exporter.tests.scoped", null, "Scoped.").Add(2);
        theirs.CreateCounter<long>("exporter.tests.scoped", null, "Scoped.").Add(3);

        (await page.CollectAsync()).ShouldContain("exporter_tests_scoped_total 2\n");
    }

    [Fact]
    public async Task Collect_OtherPeoplesMeters_AreNotShown()
    {
        await using var page = await MetricsPage.StartAsync();
        using var meter = new Meter("Somebody.Else");
        meter.CreateCounter<long>("somebody.else").Add(1);
        using var orleans = page.Meters.Create("Microsoft.Orleans");
        orleans.CreateCounter<long>("orleans-messaging-sent").Add(1);
        orleans.CreateCounter<long>("orleans-app-requests-timedout").Add(1);

        var text = await page.CollectAsync();
        text.ShouldNotContain("somebody_else");
        text.ShouldNotContain("orleans_messaging");
        text.ShouldContain("orleans_app_requests_timedout_total 1\n");
    }

    [Fact]
    public async Task Collect_EveryLine_IsOfTheTextFormat()
    {
        await using var page = await MetricsPage.StartAsync();
        using var metrics = new GatewayMetrics(page.Meters);
        metrics.UplinkDropped(MediaRefusal.TooFast);
        metrics.BundlesSent(LatencyClass.Audience, 3, 9, 720);
        metrics.TickLateness(1_500);

        var lines = (await page.CollectAsync()).Split('\n');

        lines[^1].ShouldBeEmpty();
        lines[..^1].ShouldAllBe(line => Line().IsMatch(line));
        lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).ShouldBeUnique();
        lines.ShouldContain(
            line => line.StartsWith("audiorooms_bundles_sent_total{class=\"audience\"} ", StringComparison.Ordinal));
        lines.ShouldContain(
            line => line.StartsWith("audiorooms_uplink_dropped_total{reason=\"audio_too_fast\"} ", StringComparison.Ordinal));
        lines.ShouldContain("# TYPE audiorooms_fanout_tick_lateness_seconds histogram");
        lines.ShouldContain(
            line => line.StartsWith("dotnet_process_cpu_time_seconds_total{cpu_mode=\"user\"} ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("dotnet_process_memory_working_set_bytes ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/openmetrics-text; version=1.0.0; q=0.6, text/plain; version=0.0.4; q=0.5")]
    [InlineData("text/plain; version=1.0.0; escaping=allow-utf-8")]
    public async Task Get_WhateverTheReaderAsksFor_AnswersTheTextFormat(string? accept)
    {
        await using var page = await MetricsPage.StartAsync();
        using var metrics = new GatewayMetrics(page.Meters);

        using var response = await page.AskAsync(HttpMethod.Get, accept);

        response.Content.Headers.ContentType?.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("audiorooms_rooms 0\n");
        text.ShouldNotContain("_created");
        text.ShouldNotContain("target_info");
        text.ShouldNotContain("otel_scope");
    }

    [Fact]
    public async Task Head_OfThePage_AnswersAsGetWithoutABody()
    {
        await using var page = await MetricsPage.StartAsync();

        using var head = await page.AskAsync(HttpMethod.Head);
        using var post = await page.AskAsync(HttpMethod.Post);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Collect_TwiceInAMoment_ShowsWhatWasCountedBetween()
    {
        await using var page = await MetricsPage.StartAsync();
        using var metrics = new GatewayMetrics(page.Meters);
        await page.CollectAsync();

        metrics.RoomOpened();

        (await page.CollectAsync()).ShouldContain("audiorooms_rooms 1\n");
    }

    [Fact]
    public async Task Collect_AfterCollections_ShowsTheirPauses()
    {
        await using var page = await MetricsPage.StartAsync();

        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var count = PauseCount().Match(await page.CollectAsync());
        int.Parse(count.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_:][a-z0-9_:]* .+|[a-z_:][a-z0-9_:]*(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.E+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("dotnet_gc_pause_seconds_count ([0-9]+)")]
    private static partial Regex PauseCount();
}
