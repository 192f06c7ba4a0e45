using System.Data.Common;

namespace AudioRooms.Grains.Schedule;

/// <summary>Something to be done once, not before it is due.</summary>
/// <param name="Kind">Names the <see cref="IScheduledWorkHandler"/>.</param>
/// <param name="Key">Unique within its kind.</param>
/// <param name="DueAt">When it may be done.</param>
/// <param name="Payload">JSON for the handler.</param>
/// <param name="Lane">Work of one lane is done one after the other in the order of due times, and in the order in which it was
/// put if these are equal: whatever fails holds its lane. Null for none.</param>
public sealed record ScheduledWork(string Kind, string Key, DateTimeOffset DueAt, string Payload, string? Lane = null);

/// <summary>
/// The durable schedule: what is put here is done, also if the process dies in between, and perhaps more than once. Put in a
/// writer's own transaction it is an outbox: the work exists exactly if what it follows from exists.
/// </summary>
public interface ISchedule
{
    /// <summary>Stores the work. One of the same kind and key is replaced.</summary>
    Task PutAsync(DbConnection c, DbTransaction t, ScheduledWork w);

    /// <summary>Forgets the work if it is there. One that runs already goes on.</summary>
    Task CancelAsync(DbConnection c, DbTransaction t, string kind, string key);

    /// <summary>
    /// Says that the schedule changed; to be called after the commit. If that is forgotten or lost,
    /// the work is found a little later.
    /// </summary>
    void Wake();
}

/// <summary>Does the work of one kind.</summary>
public interface IScheduledWorkHandler
{
    /// <summary>Which work; every handler has another one.</summary>
    string Kind { get; }

    /// <summary>
    /// Does it. Must bear to be called again for what it did before: the process may die after the work and before it is crossed
    /// off. Throwing is a failure: it is tried again later.
    /// </summary>
    Task RunAsync(ScheduledWork work, CancellationToken ct);
}
