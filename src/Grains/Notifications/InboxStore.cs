using System.Data.Common;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Dapper;

namespace AudioRooms.Grains.Notifications;

/// <summary>Reads the tables of inboxes. <see cref="InboxWriter"/> changes them.</summary>
internal sealed class InboxStore(SqlDatabase database, UnreadableRows unreadable)
{
    private const int NewestShown = 3;

    /// <summary>The inbox; version 0 if nothing was ever written.</summary>
    public async Task<Inbox> LoadAsync(UserId user)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<InboxRow>(
            "SELECT version AS Version, settings AS Settings FROM inboxes WHERE user_id = @User", new { User = user.Value }));
        if (row is null)
        {
            return new Inbox(user, 0, NotificationSettings.Default);
        }

        if (StoredJson.TryRead<NotificationSettings>(row.Settings, out var settings, out var fault))
        {
            return new Inbox(user, row.Version, settings);
        }

        // Default settings instead of an error: an inbox that fails would hold up everybody who is told the same.
        unreadable.LeftOut("inboxes", user.Value, fault);
        return new Inbox(user, row.Version, NotificationSettings.Default);
    }

    /// <summary>Earlier notifications that matter for the decision; null if this one was delivered before.</summary>
    public Task<InboxHistory?> HistoryAsync(UserId user, Notification notification, InboxLimits limits, DateTimeOffset now) =>
        database.ReadAsync<InboxHistory?>(async connection =>
        {
            var row = await connection.QuerySingleAsync<HistoryRow>(
                """
                SELECT
                    (SELECT COUNT(*) FROM inbox_items WHERE user_id = @User AND item_id = @Id) AS Same,
                    (SELECT COUNT(*) FROM inbox_items WHERE user_id = @User AND kind = @Kind AND actor_id = @Actor
                    AND actor_id <> ''
                        AND subject = @Subject AND at_ms > @RepetitionMs) AS Repetitions,
                    (SELECT COUNT(*) FROM inbox_items WHERE user_id = @User AND kind = @Kind AND actor_id = @Actor
                    AND actor_id <> ''
                        AND at_ms > @SparingMs) AS OfActor,
                    (SELECT COUNT(*) FROM inbox_items WHERE user_id = @User AND kind = @Kind AND NOT is_digested
                        AND at_ms > @HourMs) AS InLastHour
                """,
                new
                {
                    User = user.Value,
                    notification.Id,
                    Kind = (int)notification.Kind,
                    Actor = notification.Actor?.Value ?? string.Empty,
                    notification.Subject,
                    RepetitionMs = (now - limits.RepetitionWithin).ToUnixTimeMilliseconds(),
                    SparingMs = (now - limits.SparingEvery).ToUnixTimeMilliseconds(),
                    HourMs = (now - TimeSpan.FromHours(1)).ToUnixTimeMilliseconds(),
                });
            return row.Same > 0 ? null : new InboxHistory(row.Repetitions > 0, row.OfActor > 0, (int)row.InLastHour);
        });

    /// <summary>How many people a user asked into rooms since a time.</summary>
    public async Task<int> CountAskedInAsync(UserId by, DateTimeOffset since) => (int)await database.ReadAsync(
        connection => connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM inbox_items WHERE actor_id = @By AND kind = @Kind AND at_ms > @SinceMs",
            new { By = by.Value, Kind = (int)NotificationKind.RoomPing, SinceMs = since.ToUnixTimeMilliseconds() }));

    /// <summary>Number of unread entries.</summary>
    public async Task<int> CountUnreadAsync(UserId user, DateTimeOffset since) => (int)await database.ReadAsync(
        connection => connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM inbox_entries WHERE user_id = @User AND NOT is_read AND NOT is_gone AND at_ms >= @SinceMs",
            new { User = user.Value, SinceMs = since.ToUnixTimeMilliseconds() }));

    /// <summary>A page of entries, newest first, and the token of the next page.</summary>
    public Task<(InboxChanges Page, string? Next)> ListAsync(
        UserId user, DateTimeOffset since, int pageSize, string? pageToken) =>
        database.ReadAsync<(InboxChanges, string?)>(async connection =>
        {
            var before = PageToken.Read(pageToken, PageToken.Newest);
            var rows = (await connection.QueryAsync<InboxEntryRow>(
                $"""
                SELECT {InboxEntryRow.Columns} FROM inbox_entries e
                WHERE e.user_id = @User AND NOT e.is_gone AND e.at_ms >= @SinceMs
                  AND (e.at_ms < @AtMs OR (e.at_ms = @AtMs AND e.entry_id < @Id))
                ORDER BY e.at_ms DESC, e.entry_id DESC LIMIT @Limit
                """,
                new { User = user.Value, SinceMs = since.ToUnixTimeMilliseconds(), before.AtMs, before.Id, Limit = pageSize
                    + 1 })).AsList();
            var shown = rows.Take(pageSize).ToList();
            return (
                await FillAsync(connection, user, shown),
                rows.Count > pageSize ? new PageToken(shown[^1].AtMs, shown[^1].EntryId).ToString() : null);
        });

    /// <summary>The entries that changed after a version and are not held back, oldest change first; null if there are more than
    /// the limit.</summary>
    public Task<InboxChanges?> ChangedAfterAsync(UserId user, long version, DateTimeOffset since, int limit) =>
        database.ReadAsync<InboxChanges?>(async connection =>
        {
            var rows = (await connection.QueryAsync<InboxEntryRow>(
                $"""
                SELECT {InboxEntryRow.Columns} FROM inbox_entries e
                WHERE e.user_id = @User AND e.version > @Version AND NOT e.is_held AND e.at_ms >= @SinceMs
                ORDER BY e.version, e.at_ms, e.entry_id LIMIT @Limit
                """,
                new { User = user.Value, Version = version, SinceMs = since.ToUnixTimeMilliseconds(), Limit = limit
                    + 1 })).AsList();
            return rows.Count > limit ? null : await FillAsync(connection, user, rows);
        });

    /// <summary>A page of users who have an entry about a subject from before a time that is not withdrawn.</summary>
    public async Task<List<UserId>> ListNotifiedAsync(string subject, DateTimeOffset before, int limit)
    {
        var users = await database.ReadAsync(connection => connection.QueryAsync<string>(
            """
            SELECT DISTINCT user_id FROM inbox_items WHERE subject = @Subject AND NOT is_gone AND at_ms < @BeforeMs
            ORDER BY user_id LIMIT @Limit
            """,
            new { Subject = subject, BeforeMs = before.ToUnixTimeMilliseconds(), Limit = limit }));
        return [.. users.Select(user => new UserId(user))];
    }

    private async Task<InboxChanges> FillAsync(DbConnection connection, UserId user, IReadOnlyList<InboxEntryRow> rows)
    {
        var ids = rows.Where(row => !row.IsGone).Select(row => row.EntryId).ToArray();
        if (ids.Length == 0)
        {
            return InboxChanges.None with { Removed = [.. rows.Select(row => row.EntryId)] };
        }

        var parameters = new { User = user.Value, Ids = ids, Newest = NewestShown };
        var counts = (await connection.QueryAsync<InboxCountRow>(
            $"""
            SELECT entry_id AS EntryId, COUNT(*) AS Items, COUNT(DISTINCT NULLIF(actor_id, '')) AS Actors FROM inbox_items
            WHERE user_id = @User AND {database.Dialect.In("entry_id", "@Ids")} AND NOT is_gone GROUP BY entry_id
            """,
            parameters)).ToDictionary(row => row.EntryId, StringComparer.Ordinal);
        var items = (await connection.QueryAsync<InboxItemRow>(
            $"""
            SELECT x.entry_id AS EntryId, x.kind AS Kind, x.actor_id AS ActorId, p.handle AS Handle,
            p.display_name AS DisplayName,
                x.subject AS Subject, x.text AS Text, x.at_ms AS AtMs
            FROM (
                SELECT i.*, ROW_NUMBER() OVER (PARTITION BY i.entry_id ORDER BY i.at_ms DESC, i.item_id DESC) AS place
                FROM inbox_items i
                WHERE i.user_id = @User AND {database.Dialect.In("i.entry_id", "@Ids")} AND NOT i.is_gone) x
            LEFT JOIN people p ON p.user_id = x.actor_id
            WHERE x.place <= @Newest ORDER BY x.entry_id, x.place
            """,
            parameters)).ToLookup(row => row.EntryId, StringComparer.Ordinal);
        return new InboxChanges(
            [.. rows.Where(row => !row.IsGone).Select(
                row => row.ToEntry(items[row.EntryId], counts.GetValueOrDefault(row.EntryId)))],
            [.. rows.Where(row => row.IsGone).Select(row => row.EntryId)]);
    }

    private sealed record InboxRow(long Version, string Settings);

    private sealed class HistoryRow
    {
        public long Same { get; init; }

        public long Repetitions { get; init; }

        public long OfActor { get; init; }

        public long InLastHour { get; init; }
    }
}
