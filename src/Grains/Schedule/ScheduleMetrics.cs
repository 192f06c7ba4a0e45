using System.Diagnostics.Metrics;

namespace AudioRooms.Grains.Schedule;

/// <summary>Metrics of the schedule.</summary>
internal sealed class ScheduleMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AudioRooms.Schedule";

    /// <summary>In seconds. Work is tried at once or after a pause of seconds; work that begins ten seconds late has waited for
    /// other work.</summary>
    private static readonly InstrumentAdvice<double> LatenessBuckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Counter<long> done;
    private readonly Counter<long> failed;
    private readonly Histogram<double> lateness;
    private long overdueMs;

    public ScheduleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        done = meter.CreateCounter<long>("audiorooms.schedule.done", "{work}", "Scheduled work that was done, by kind.");
        failed = meter.CreateCounter<long>(
            "audiorooms.schedule.failed", "{attempt}", "Attempts at scheduled work that failed, by kind.");
        lateness = meter.CreateHistogram(
            "audiorooms.schedule.lateness", "s", "Time from when scheduled work was due until its attempt "
                + "began.", tags: null, LatenessBuckets);
        meter.CreateObservableGauge(
            "audiorooms.schedule.overdue",
            () => Interlocked.Read(ref overdueMs) / 1e3,
            "s",
            "How long the oldest unfinished work has been due.");
    }

    public void Begun(string kind, TimeSpan late) =>
        lateness.Record(late.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    public void Done(string kind) => done.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Failed(string kind) => failed.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Overdue(TimeSpan oldest) => Interlocked.Exchange(ref overdueMs, (long)oldest.TotalMilliseconds);
}
