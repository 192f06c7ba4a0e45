using System.Diagnostics.Metrics;
using AudioRooms.Grains.Media;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Tells when a packet was dropped for a reason: what a test waits for before it goes on.</summary>
internal sealed class DropSignal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MeterListener listener = new();

    public DropSignal(string reason)
    {
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument is { Meter.Name: MediaMetrics.MeterName, Name: "audiorooms.media.dropped" })
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "reason", Value: string value } && value == reason)
                {
                    happened.TrySetResult();
                }
            }
        });
        listener.Start();
    }

    public Task WaitAsync() => happened.Task.WaitAsync(Patience);

    public void Dispose() => listener.Dispose();
}
