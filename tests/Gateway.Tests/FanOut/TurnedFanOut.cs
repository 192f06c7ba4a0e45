using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>A room's fan-out to fake devices, which a test turns in steps of one slot of the wheel.</summary>
public abstract class TurnedFanOut : IDisposable
{
    private protected static readonly TimeSpan Slot = FanOutWheel.SlotLength;

    private protected TurnedFanOut()
    {
        Wheel = new FanOutWheel(
            Time, Options, new ProcessLoad(() => ProcessorTime, processors: 1), Metrics, NullLogger<FanOutWheel>.Instance);
        Room = new RoomFanOut(Wheel, Pool, Metrics, Options);
    }

    private protected ManualTime Time { get; } = new();

    private protected EncodedMessagePool Pool { get; } = new();

    private protected GatewayMetrics Metrics { get; } = new(new OwnMeters());

    private protected FanOutOptions Options { get; } = new();

    private protected FanOutWheel Wheel { get; }

    private protected RoomFanOut Room { get; }

    /// <summary>The time that the process has used of its only processor.</summary>
    private protected TimeSpan ProcessorTime { get; set; }

    public void Dispose()
    {
        Wheel.Dispose();
        Metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Turn(TimeSpan duration)
    {
        for (var turned = TimeSpan.Zero; turned < duration; turned += Slot)
        {
            Time.Advance(Slot);
            Wheel.Turn();
        }
    }

    private protected static List<Bundle> Bundles(FakeTransport transport) =>
        [.. transport.Take().Select(message => message.Bundle)];
}
