using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Safety;

/// <summary>The audit log in its table, which permits neither updates nor deletes.</summary>
internal sealed class AuditStore(SqlDatabase database)
{
    private const string Columns =
        """
        entry_no AS Number, at_ms AS AtMs, actor AS Actor, action AS Action, subject AS Subject, reason AS Reason,
        previous_hash AS PreviousHash, hash AS Hash
        """;

    /// <summary>Appends an entry after the newest one. The unique key refuses a second writer that read the same newest
    /// entry.</summary>
    public Task AppendAsync(AuditEntry entry, DateTimeOffset now) => database.WriteAsync(async (connection, transaction) =>
    {
        var last = await connection.QuerySingleOrDefaultAsync<AuditRow>(
            $"SELECT {Columns} FROM audit_log ORDER BY entry_no DESC LIMIT 1", transaction: transaction);
        var next = AuditChain.Next(last?.ToRecord(), entry, now);
        await connection.ExecuteAsync(
            """
            INSERT INTO audit_log (entry_no, at_ms, actor, action, subject, reason, previous_hash, hash)
            VALUES (@Number, @AtMs, @Actor, @Action, @Subject, @Reason, @PreviousHash, @Hash)
            """,
            new
            {
                next.Number,
                AtMs = next.At.ToUnixTimeMilliseconds(),
                next.Entry.Actor,
                next.Entry.Action,
                next.Entry.Subject,
                next.Entry.Reason,
                next.PreviousHash,
                next.Hash,
            },
            transaction);
    });

    /// <summary>Entries before a number, newest first.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(string? subject, long before, int count)
    {
        var condition = subject is null ? "" : "AND subject = @Subject";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<AuditRow>(
            $"SELECT {Columns} FROM audit_log WHERE entry_no < @Before {condition} ORDER BY entry_no DESC LIMIT @Count",
            new { Subject = subject, Before = before, Count = count }));
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>Entries after a number, oldest first.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ReadAsync(long after, int count)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<AuditRow>(
            $"SELECT {Columns} FROM audit_log WHERE entry_no > @After ORDER BY entry_no LIMIT @Count",
            new { After = after, Count = count }));
        return [.. rows.Select(row => row.ToRecord())];
    }

    private sealed class AuditRow
    {
        public long Number { get; init; }

        public long AtMs { get; init; }

        public string Actor { get; init; } = string.Empty;

        public string Action { get; init; } = string.Empty;

        public string Subject { get; init; } = string.Empty;

        public string Reason { get; init; } = string.Empty;

        public string PreviousHash { get; init; } = string.Empty;

        public string Hash { get; init; } = string.Empty;

        public AuditRecord ToRecord() => new(
            Number, DateTimeOffset.FromUnixTimeMilliseconds(AtMs), new AuditEntry(
                Actor, Action, Subject, Reason), PreviousHash, Hash);
    }
}
