using System.Data.Common;
using Dapper;

namespace AudioRooms.Grains.Schedule;

/// <summary>Writes to the table <c>scheduled_work</c>.</summary>
internal sealed class SqlSchedule(IGrainFactory grains) : ISchedule
{
    private const string PutSql =
        """
        INSERT INTO scheduled_work (kind, work_key, lane, due_at_ms, try_at_ms, revision, failures, last_error, payload)
        VALUES (@Kind, @Key, @Lane, @DueAtMs, @DueAtMs, 1, 0, '', @Payload)
        ON CONFLICT (kind, work_key) DO UPDATE SET lane = excluded.lane, due_at_ms = excluded.due_at_ms,
        try_at_ms = excluded.try_at_ms,
            revision = scheduled_work.revision + 1, failures = 0, last_error = '', payload = excluded.payload
        """;

    public Task PutAsync(DbConnection c, DbTransaction t, ScheduledWork w)
    {
        ArgumentException.ThrowIfNullOrEmpty(w.Kind);
        ArgumentException.ThrowIfNullOrEmpty(w.Key);
        return c.ExecuteAsync(
            PutSql, new { w.Kind, w.Key, Lane = w.Lane
                ?? string.Empty, DueAtMs = w.DueAt.ToUnixTimeMilliseconds(), w.Payload }, t);
    }

    public Task CancelAsync(DbConnection c, DbTransaction t, string kind, string key) => c.ExecuteAsync(
        "DELETE FROM scheduled_work WHERE kind = @Kind AND work_key = @Key", new { Kind = kind, Key = key }, t);

    // One-way: there is nothing to wait for, and the next poll makes up for a lost wake.
    public void Wake() => _ = grains.GetGrain<ISchedulerGrain>(0).WakeAsync();
}
