using System.Diagnostics.Metrics;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Tests.Observability;

public sealed class FanOutSamplesTests : IDisposable
{
    private readonly GatewayMetrics metrics = new(new OwnMeters());
    private readonly EncodedMessagePool pool = new();
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, List<double>> recorded = new()
    {
        ["audiorooms.fanout.write_cost"] = [],
        ["audiorooms.fanout.ack_age"] = [],
    };

    public FanOutSamplesTests()
    {
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (metrics.Owns(instrument.Meter) && recorded.ContainsKey(instrument.Name))
            {
                source.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => recorded[instrument.Name].Add(value));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public void TryWriteMedia_ManyBundles_AllGoOutAndOneInEveryIsTimed()
    {
        var transport = new FakeTransport { KeepsMessages = false };
        var outbox = new Outbox(transport);
        var bundle = pool.Rent(10, out _);

        for (var write = 0; write < 10 * FanOutSamples.Every; write++)
        {
            metrics.Samples.TryWriteMedia(outbox, bundle).ShouldBe(MediaWrite.Accepted);
        }

        transport.Writes.ShouldBe(10 * FanOutSamples.Every);
        recorded["audiorooms.fanout.write_cost"].Count.ShouldBe(10);
        recorded["audiorooms.fanout.write_cost"].ShouldAllBe(seconds => seconds > 0);
    }

    [Fact]
    public void TryWriteMedia_RefusedByTheConnection_IsNotTimed()
    {
        var transport = new FakeTransport { KeepsMessages = false };
        var outbox = new Outbox(transport);
        var bundle = pool.Rent(10, out _);
        transport.Stall();
        outbox.TryWriteMedia(bundle);

        for (var write = 0; write < 2 * FanOutSamples.Every; write++)
        {
            metrics.Samples.TryWriteMedia(outbox, bundle).ShouldBe(MediaWrite.Busy);
        }

        recorded["audiorooms.fanout.write_cost"].ShouldBeEmpty();
    }

    [Fact]
    public void AckAge_ManyListeners_OneInEveryIsNotedInSeconds()
    {
        for (var visit = 1; visit <= 2 * FanOutSamples.Every; visit++)
        {
            metrics.Samples.AckAge(visit * 1_000);
        }

        recorded["audiorooms.fanout.ack_age"].ShouldBe([0.061, 0.122]);
    }
}
