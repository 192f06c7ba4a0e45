using System.Diagnostics.Metrics;
using System.Globalization;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>The content of <c>/metrics</c>, as another project's parser reads it.</summary>
public sealed class ExpositionTests : IAsyncLifetime, IDisposable
{
    private MetricsPage page = null!;
    private GatewayMetrics metrics = null!;

    public async Task InitializeAsync()
    {
        page = await MetricsPage.StartAsync();
        metrics = new GatewayMetrics(page.Meters);

        // A finalizer records the pause of a collection.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public async Task DisposeAsync() => await page.DisposeAsync();

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task Collect_ReadByPrometheusOwnParser_HasTheValuesThatWereCounted()
    {
        using var meter = page.Meters.Create("AudioRooms.ExpositionTests");
        meter.CreateCounter<long>("exposition.tests.things", "{thing}", "Things: \"back\\slash\" and so on.")
            .Add(3, new KeyValuePair<string, object?>("kind", "a \"b\" \\ c\nd"));
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0025, 0.005] };
        var histogram = meter.CreateHistogram("exposition.tests.wait", "s", "Waits.", tags: null, advice);
        histogram.Record(0.003);
        histogram.Record(20);

        var families = await PrometheusClient.ParseAsync(await page.CollectAsync());

        var things = families.Single(family => family.Name == "exposition_tests_things");
        things.Type.ShouldBe("counter");
        things.Help.ShouldBe("Things: \"back\\slash\" and so on.");
        var thing = things.Samples.ShouldHaveSingleItem();
        thing.Labels["kind"].ShouldBe("a \"b\" \\ c\nd");
        thing.Value.ShouldBe("3.0");
        var wait = families.Single(family => family.Name == "exposition_tests_wait_seconds");
        wait.Type.ShouldBe("histogram");
        wait.Samples.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value.ShouldBe("2.0");
        wait.Samples.Single(sample => sample.Labels.GetValueOrDefault("le") == "0.005").Value.ShouldBe("1.0");
    }

    [Fact]
    public async Task Collect_EveryMetric_KeepsThePracticesOfPrometheus()
    {
        Touch();

        var families = await PrometheusClient.ParseAsync(await page.CollectAsync());

        families.Count.ShouldBeGreaterThan(20);
        families.Select(family => family.Name).ShouldBeUnique();
        foreach (var family in families)
        {
            family.Name.ShouldMatch("^(audiorooms|process|dotnet|orleans|exporter_tests|exposition_tests)_[a-z0-9_]+$");
            family.Help.ShouldMatch(@"^[A-Z].*[^ ]\.$", family.Name);
            family.Type.ShouldBeOneOf("counter", "gauge", "histogram");

            // A name ends with its base unit, if it has a unit, and never with another one.
            family.Name.ShouldNotMatch("_(ms|milliseconds|micros|minutes|hours|kb|megabytes|percent)(_|$)");
            foreach (var sample in family.Samples)
            {
                sample.Name.EndsWith("_total", StringComparison.Ordinal).ShouldBe(family.Type == "counter", sample.Name);
                double.IsFinite(double.Parse(sample.Value, CultureInfo.InvariantCulture)).ShouldBeTrue(sample.Name);
            }

            if (family.Type == "histogram")
            {
                ShouldBeAHistogram(family);
            }
        }
    }

    [Fact]
    public async Task Collect_ReasonsThatAreKnownBeforehand_AreShownFromTheStart()
    {
        var text = await page.CollectAsync();

        foreach (var reason in Enum.GetValues<ClosingReason>())
        {
            text.ShouldContain($"audiorooms_connections_closed_total{{reason=\"{WireErrors.CodeOf(reason)}\"}} ");
        }

        Enum.GetValues<ClosingReason>().Select(reason => WireErrors.CodeOf(reason)).ShouldBeUnique();
        Enum.GetValues<MediaRefusal>().Select(refusal => WireErrors.CodeOf(refusal)).ShouldBeUnique();
        text.ShouldContain("audiorooms_fanout_dropped_total{reason=\"age\"} ");
        text.ShouldContain("audiorooms_fanout_held_total{reason=\"ack_window\"} ");
        text.ShouldContain("dotnet_gc_pause_seconds_bucket{le=\"+Inf\"} ");
    }

    [Fact]
    public void Record_WhatWasRecordedBefore_AllocatesNothing()
    {
        Touch();
        Touch();

        // Another test's listener to the same instruments is called on this thread and may allocate.
        List<long> allocated = [];
        for (var part = 0; part < 5; part++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 200; round++)
            {
                Touch();
            }

            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        allocated.Min().ShouldBe(0);
    }

    private static void ShouldBeAHistogram(PrometheusClient.Family family)
    {
        var byLabels = family.Samples.GroupBy(sample => string.Join(
            ',', sample.Labels.Where(label => label.Key != "le").Select(label => $"{label.Key}={label.Value}")));
        foreach (var series in byLabels)
        {
            var buckets = series.Where(sample => sample.Name == $"{family.Name}_bucket").ToList();
            var bounds = buckets
                .Select(bucket => bucket.Labels["le"] is "+Inf"
                    ? double.PositiveInfinity
                    : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture))
                .ToList();
            var counts = buckets.Select(bucket => double.Parse(bucket.Value, CultureInfo.InvariantCulture)).ToList();
            bounds.ShouldBeInOrder(SortDirection.Ascending, family.Name);
            bounds.ShouldBeUnique();
            bounds[^1].ShouldBe(double.PositiveInfinity);
            counts.ShouldBeInOrder(SortDirection.Ascending, family.Name);
            var count = series.Single(sample => sample.Name == $"{family.Name}_count");
            double.Parse(count.Value, CultureInfo.InvariantCulture).ShouldBe(counts[^1]);
            series.Count(sample => sample.Name == $"{family.Name}_sum").ShouldBe(1);
        }
    }

    // Counts one of everything that the media path counts.
    private void Touch()
    {
        metrics.UplinkAccepted(80);
        metrics.UplinkDropped(MediaRefusal.TooFast);
        metrics.UplinkUndeliverable();
        metrics.BundlesSent(LatencyClass.Audience, 3, 9, 720);
        metrics.MediaHeld(HeldBy.AckWindow);
        metrics.MediaDropped(DroppedFor.LoudestOnly, 2);
        metrics.Concealed(1);
        metrics.TickLateness(1_500);
        metrics.ListenerAdded(LatencyClass.Audience, TransportKind.Grpc);
        metrics.ListenerRemoved(LatencyClass.Audience, TransportKind.Grpc);
        metrics.ConnectionClosed(ClosingReason.TooSlow);
        metrics.LimitReached("hand");
        for (var visit = 0; visit < FanOutSamples.Every; visit++)
        {
            metrics.Samples.AckAge(20_000);
        }
    }
}
