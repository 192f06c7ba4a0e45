using System.Diagnostics.Metrics;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.FanOut;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>The fan-out's counts of its writes.</summary>
public sealed class MediaVolumeTests : TurnedFanOut
{
    [Fact]
    public void Serve_BundlesForAllAndForOne_CountsEveryByteThatWasWritten()
    {
        var (first, second) = (Join(new FakeTransport()), Join(new FakeTransport()));
        var alone = new FakeTransport();
        Room.Append(Sounds.Stage(1));
        Join(alone, position: 0);

        Turn(Slot);

        var written = first.Take().Concat(second.Take()).Concat(alone.Take()).Sum(message => message.CalculateSize());
        written.ShouldBeGreaterThan(0);
        Measure("audiorooms.media.sent")["interactive"].ShouldBe(written);
    }

    [Fact]
    public void Add_ListenersOfBothTransports_AreCountedByTransport()
    {
        Join(new FakeTransport());
        Join(new FakeTransport { Kind = TransportKind.WebSocket });
        var leaver = new FakeTransport { Kind = TransportKind.WebSocket };
        var listener = Listener(leaver, Room.End);
        Room.Add(listener, LatencyClass.Interactive);

        Room.Move(listener, LatencyClass.Economy);
        var during = Measure("audiorooms.listeners");
        Room.Remove(listener);
        var after = Measure("audiorooms.listeners");

        during.Where(count => count.Value > 0).ShouldBe(
            new Dictionary<string, long> { ["interactive,grpc"] = 1, ["interactive,websocket"] = 1, ["economy,websocket"] = 1 },
            ignoreOrder: true);
        after["economy,websocket"].ShouldBe(0);
    }

    private FakeTransport Join(FakeTransport transport, long? position = null)
    {
        Room.Add(Listener(transport, position ?? Room.End), LatencyClass.Interactive);
        return transport;
    }

    private FanOutListener Listener(FakeTransport transport, long position) =>
        new(new Outbox(transport), Options, position, isResuming: false, onTooSlow: () => { });

    // By the values of the labels, in their order; only of this test's gateway, although others count in this process.
    private Dictionary<string, long> Measure(string name)
    {
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (Metrics.Owns(instrument.Meter) && instrument.Name == name)
            {
                source.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => measured[string.Join(',', tags.ToArray().Select(tag => tag.Value))] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
