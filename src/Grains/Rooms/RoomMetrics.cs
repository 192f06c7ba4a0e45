using System.Diagnostics.Metrics;

namespace AudioRooms.Grains.Rooms;

/// <summary>What rooms waited for. No label names a room or a person.</summary>
internal sealed class RoomMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AudioRooms.Rooms";

    private static readonly InstrumentAdvice<double> WaitBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6],
    };

    private static readonly KeyValuePair<string, object?> Confirmed = new("end", "confirmed");
    private static readonly KeyValuePair<string, object?> RanOut = new("end", "ran_out");

    private readonly Histogram<double> waits;

    public RoomMetrics(IMeterFactory meters) => waits = meters.Create(MeterName).CreateHistogram(
        "audiorooms.room.stage_wait",
        "s",
        "How long a command that took a person off the stage waited for a holder of the stage lease, by what ended the "
            + "wait: the last holder confirmed, or its lease ran out.",
        tags: null,
        WaitBuckets);

    /// <summary>A command was acknowledged that had to wait.</summary>
    public void Waited(TimeSpan time, bool leaseRanOut) => waits.Record(time.TotalSeconds, leaseRanOut ? RanOut : Confirmed);
}
