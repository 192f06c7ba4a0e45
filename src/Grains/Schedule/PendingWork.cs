namespace AudioRooms.Grains.Schedule;

/// <summary>A row of the schedule.</summary>
/// <param name="No">Grows with every row.</param>
/// <param name="Revision">Grows when the work is put again.</param>
/// <param name="TryAt">When it may be tried: when due, or later after a failure.</param>
/// <param name="Failures">Number of failures so far.</param>
internal sealed record PendingWork(ScheduledWork Work, long No, long Revision, DateTimeOffset TryAt, int Failures)
{
    /// <summary>Of the work with the same track at most one piece runs at a time.</summary>
    public string Track => Work.Lane is { } lane ? $"lane {lane}" : $"work {Work.Kind} {Work.Key}";
}
