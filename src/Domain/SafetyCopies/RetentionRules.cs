namespace AudioRooms.Domain.SafetyCopies;

/// <summary>How long safety copies are kept, and when a deletion may run.</summary>
public static class RetentionRules
{
    /// <summary>Days from a room's end to its copy's deletion, unless the operator says otherwise.</summary>
    public const int DaysDefault = 30;

    /// <summary>Longest time that the operator may set, in days.</summary>
    public const int DaysMax = 365;

    /// <summary>The longest that a case's evidence is held, in days from the hold.</summary>
    public const int HoldDaysMax = 120;

    /// <summary>Clocks that differ by more stop every deletion and raise an alarm.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>When a room's copy is deleted.</summary>
    /// <param name="endedAt">When the room ended.</param>
    /// <param name="kept">How long copies are kept, as configured.</param>
    public static DateTimeOffset DueAt(DateTimeOffset endedAt, TimeSpan kept) => endedAt + kept;

    /// <summary>When a case's evidence is deleted.</summary>
    /// <param name="heldAt">When the evidence was put under a hold.</param>
    /// <param name="releasedAt">When a reviewer released it; null while the case needs it.</param>
    /// <param name="kept">How long copies are kept: evidence outlives its room's copy, never the hold.</param>
    /// <param name="endedAt">When the room ended.</param>
    public static DateTimeOffset EvidenceDueAt(
        DateTimeOffset heldAt, DateTimeOffset? releasedAt, TimeSpan kept, DateTimeOffset endedAt)
    {
        var last = heldAt + TimeSpan.FromDays(HoldDaysMax);
        if (releasedAt is not { } released)
        {
            return last;
        }

        var regular = DueAt(endedAt, kept);
        var due = released > regular ? released : regular;
        return due < last ? due : last;
    }

    /// <summary>True if the clock may be believed: deletions may run.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="lastSeen">The latest wall clock that any process of the cluster noted in the database.</param>
    /// <param name="sinceLastSeen">Time that passed since, by this process's monotonic clock;
    /// null if another life noted it.</param>
    /// <param name="database">The database's clock; null if it has none of its own.</param>
    public static bool ClockAgrees(
        DateTimeOffset now, DateTimeOffset lastSeen, TimeSpan? sinceLastSeen, DateTimeOffset? database)
    {
        if (now < lastSeen - ClockTolerance)
        {
            return false;
        }

        if (sinceLastSeen is { } passed && (now - lastSeen - passed).Duration() > ClockTolerance)
        {
            return false;
        }

        return database is not { } other || (now - other).Duration() <= ClockTolerance;
    }
}
