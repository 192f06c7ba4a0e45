using System.Diagnostics.Metrics;
using AudioRooms.Grains.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Tells when a packet of one cluster was dropped for a reason, so that a test can wait for it.</summary>
internal sealed class DropSignal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MeterListener listener = new();

    /// <param name="cluster">The cluster; other clusters' packets, of tests that run in parallel, are ignored.</param>
    /// <param name="reason">The reason as the counter names it.</param>
    public DropSignal(GrainCluster cluster, string reason)
    {
        var meters = cluster.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is { Meter.Name: MediaMetrics.MeterName, Name: "audiorooms.media.dropped" }
                && instrument.Meter.Scope == meters)
            {
                listening.EnableMeasurementEvents(instrument);
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
