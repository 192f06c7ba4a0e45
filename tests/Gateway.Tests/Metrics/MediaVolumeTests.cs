using System.Diagnostics.Metrics;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Media;
using AudioRooms.Gateway.Metrics;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.Metrics;

/// <summary>What a room's fan-out counts of those it writes to.</summary>
public sealed class MediaVolumeTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly GatewayMetrics metrics = new();
    private readonly FanOutOptions options = new();
    private readonly FanOutWheel wheel;
    private readonly RoomFanOut room;

    public MediaVolumeTests()
    {
        wheel = new FanOutWheel(time, options, new ProcessLoad(() => TimeSpan.Zero, processors: 1), metrics, NullLogger<FanOutWheel>.Instance);
        room = new RoomFanOut(wheel, new EncodedMessagePool(), metrics, options);
    }

    public void Dispose()
    {
        wheel.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public void Serve_BundlesForAllAndForOne_CountsEveryByteThatWasWritten()
    {
        var (first, second) = (Join(new FakeTransport()), Join(new FakeTransport()));
        var alone = new FakeTransport();
        room.Append(Sounds.Stage(1));
        Join(alone, position: 0);

        Turn();

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
        var listener = Listener(leaver, room.End);
        room.Add(listener, LatencyClass.Interactive);

        room.Move(listener, LatencyClass.Economy);
        var during = Measure("audiorooms.listeners");
        room.Remove(listener);
        var after = Measure("audiorooms.listeners");

        during.Where(count => count.Value > 0).ShouldBe(
            new Dictionary<string, long> { ["interactive,grpc"] = 1, ["interactive,websocket"] = 1, ["economy,websocket"] = 1 }, ignoreOrder: true);
        after["economy,websocket"].ShouldBe(0);
    }

    private FakeTransport Join(FakeTransport transport, long? position = null)
    {
        room.Add(Listener(transport, position ?? room.End), LatencyClass.Interactive);
        return transport;
    }

    private FanOutListener Listener(FakeTransport transport, long position) =>
        new(new Outbox(transport), options, position, isResuming: false, onTooSlow: () => { });

    private void Turn()
    {
        time.Advance(FanOutWheel.SlotLength);
        wheel.Turn();
    }

    // By the values of its labels, in their order; of this test's gateway alone, whatever else counts in this process.
    private Dictionary<string, long> Measure(string name)
    {
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (metrics.Owns(instrument.Meter) && instrument.Name == name)
            {
                source.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => measured[string.Join(',', tags.ToArray().Select(tag => tag.Value))] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
