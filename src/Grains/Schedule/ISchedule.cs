using System.Data.Common;

namespace AudioRooms.Grains.Schedule;

/// <summary>A piece of work that is done once, not before it is due.</summary>
/// <param name="Kind">Names the <see cref="IScheduledWorkHandler"/>.</param>
/// <param name="Key">Unique within its kind.</param>
/// <param name="Payload">JSON for the handler.</param>
/// <param name="Lane">The work of one lane is done one piece after the other in the order of due times; equal times keep the
/// order in which the work was put. Failed work holds up its lane. Null for work without a lane.</param>
public sealed record ScheduledWork(string Kind, string Key, DateTimeOffset DueAt, string Payload, string? Lane = null);

/// <summary>The durable schedule. Work that was put here is done even if the process dies in between, perhaps more than once. Put
/// in the transaction of a change it is an outbox: the work exists if and only if the change is committed.</summary>
public interface ISchedule
{
    /// <summary>Stores work; replaces work of the same kind and key.</summary>
    Task PutAsync(DbConnection c, DbTransaction t, ScheduledWork w);

    /// <summary>Deletes work. Work that already runs continues.</summary>
    Task CancelAsync(DbConnection c, DbTransaction t, string kind, string key);

    /// <summary>Tells the scheduler that the schedule changed. To be called after the commit. If the call is forgotten or lost,
    /// the work is found a little later.</summary>
    void Wake();
}

/// <summary>Does the work of one kind.</summary>
public interface IScheduledWorkHandler
{
    /// <summary>The kind of work; unique among the handlers.</summary>
    string Kind { get; }

    /// <summary>Does one piece of work. It must tolerate being called again for work that it did before, because the process may
    /// die after the work and before its row is deleted. An exception is a failure, and the work is tried again later.</summary>
    Task RunAsync(ScheduledWork work, CancellationToken ct);
}
