using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Schedule;

/// <summary>The scheduler's access to the table <c>scheduled_work</c>.</summary>
internal sealed class ScheduleStore(SqlDatabase database)
{
    private const int ErrorLengthMax = 500;

    private const string Columns =
        """
        work_no AS WorkNo, kind AS Kind, work_key AS WorkKey, lane AS Lane, due_at_ms AS DueAtMs, try_at_ms AS TryAtMs,
        revision AS Revision,
        failures AS Failures, payload AS Payload
        """;

    // The query steps along the index from lane to lane, so that a lane with a long queue costs no more than a short one.
    private const string NextSql =
        $"""
        WITH RECURSIVE lanes (lane) AS (
            SELECT (SELECT s.lane FROM scheduled_work s WHERE s.lane > '' ORDER BY s.lane LIMIT 1)
            UNION ALL
            SELECT (SELECT s.lane FROM scheduled_work s WHERE s.lane > lanes.lane ORDER BY s.lane LIMIT 1)
            FROM lanes WHERE lanes.lane IS NOT NULL
        ),
        firsts (work_no) AS (
            SELECT (SELECT s.work_no FROM scheduled_work s WHERE s.lane = lanes.lane ORDER BY s.due_at_ms, s.work_no LIMIT 1)
            FROM lanes WHERE lanes.lane IS NOT NULL
        ),
        alone (work_no) AS (SELECT s.work_no FROM scheduled_work s WHERE s.lane = '' ORDER BY s.try_at_ms, s.work_no LIMIT @Limit)
        SELECT {Columns} FROM scheduled_work
        WHERE work_no IN (SELECT work_no FROM firsts UNION ALL SELECT work_no FROM alone)
        ORDER BY try_at_ms, work_no LIMIT @Limit
        """;

    /// <summary>The work that may be done next, earliest first: the first row of each lane, and rows without a lane. Not all of
    /// it is due.</summary>
    public async Task<List<PendingWork>> NextAsync(int limit)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(NextSql, new { Limit = limit }));
        return [.. rows.Select(row => row.ToPendingWork())];
    }

    /// <summary>The first row of a lane; null if the lane is empty.</summary>
    public async Task<PendingWork?> FirstOfAsync(string lane)
    {
        var row = await database.ReadAsync(connection => connection.QueryFirstOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM scheduled_work WHERE lane = @Lane ORDER BY due_at_ms, work_no LIMIT 1", new { Lane = lane }));
        return row?.ToPendingWork();
    }

    /// <summary>Deletes work that is done, unless it was put again meanwhile.</summary>
    public Task RemoveAsync(PendingWork done) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM scheduled_work WHERE work_no = @No AND revision = @Revision", new { done.No, done.Revision }, transaction));

    /// <summary>Stores a failure and the time of the next attempt, unless the work was put again meanwhile.</summary>
    public Task PostponeAsync(PendingWork failed, DateTimeOffset tryAt, string error) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            """
            UPDATE scheduled_work SET try_at_ms = @TryAtMs, failures = failures + 1, last_error = @Error
            WHERE work_no = @No AND revision = @Revision
            """,
            new
            {
                failed.No,
                failed.Revision,
                TryAtMs = tryAt.ToUnixTimeMilliseconds(),
                Error = error.Length <= ErrorLengthMax ? error : error[..ErrorLengthMax],
            },
            transaction));

    private sealed class Row
    {
        public long WorkNo { get; init; }

        public string Kind { get; init; } = string.Empty;

        public string WorkKey { get; init; } = string.Empty;

        public string Lane { get; init; } = string.Empty;

        public long DueAtMs { get; init; }

        public long TryAtMs { get; init; }

        public long Revision { get; init; }

        public long Failures { get; init; }

        public string Payload { get; init; } = string.Empty;

        public PendingWork ToPendingWork() => new(
            new ScheduledWork(
                Kind, WorkKey, DateTimeOffset.FromUnixTimeMilliseconds(DueAtMs), Payload, Lane.Length == 0 ? null : Lane),
            WorkNo,
            Revision,
            DateTimeOffset.FromUnixTimeMilliseconds(TryAtMs),
            (int)Failures);
    }
}
