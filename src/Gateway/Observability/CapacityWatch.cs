using System.Diagnostics.Metrics;
using AudioRooms.Contracts;
using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.Observability;

/// <summary>Measures once a second how much of what the process can carry is used, and tells it as a metric.</summary>
internal sealed class CapacityWatch : BackgroundService
{
    /// <summary>Figures of the process as a member of a cluster.</summary>
    public const string MeterName = "AudioRooms.Capacity";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly TimeProvider time;
    private readonly Meter meter;
    private readonly CapacityUse use = new();
    private TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
    private double ratio;

    public CapacityWatch(IMeterFactory meters, [ProductClock] TimeProvider time)
    {
        this.time = time;
        meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "audiorooms.capacity.used_ratio",
            () => Volatile.Read(ref ratio),
            unit: null,
            "How much of what the process can carry is used: 1 is all of it.");
    }

    /// <summary>Whether the gateway of the process refuses newcomers; set by the wheel.</summary>
    public Func<bool>? IsFull { get; set; }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = time.GetTimestamp();
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                var now = time.GetTimestamp();
                var used = Environment.CpuUsage.TotalTime;
                var load = (used - usedBefore) / (time.GetElapsedTime(before, now) * Environment.ProcessorCount);
                (before, usedBefore) = (now, used);
                use.Observe(load, MemoryShare(), IsFull?.Invoke() == true);
                Volatile.Write(ref ratio, use.Ratio);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    // In a container .NET takes three quarters of its limit as what there is, so 1 comes before the container is ended.
    private static double MemoryShare() =>
        (double)Environment.WorkingSet / Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
