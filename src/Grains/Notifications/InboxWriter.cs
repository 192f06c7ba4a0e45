using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Dapper;

namespace AudioRooms.Grains.Notifications;

/// <summary>Changes one inbox. Each change is a transaction that raises the version by one, so that of two activations of the
/// same inbox the database lets one write.</summary>
internal sealed class InboxWriter(SqlDatabase database, ISchedule schedule)
{
    /// <summary>Stores a notification, in an unread entry of its group or in a new one.</summary>
    /// <param name="known">The inbox before.</param>
    /// <param name="delivery">Whether it is told or digested, now or later.</param>
    /// <param name="limits">The inbox's bounds.</param>
    /// <returns>True if it began an entry.</returns>
    public async Task<bool> AddAsync(
        Inbox known,
        Notification notification,
        InboxDelivery delivery,
        InboxLimits limits,
        DateTimeOffset now)
    {
        var heldUntil = delivery.HeldUntil;
        var isNew = false;
        await WriteAsync(known, known.Settings, async (connection, transaction) =>
        {
            var row = new
            {
                User = known.Owner.Value,
                Version = known.Version + 1,
                Kind = (int)(delivery.Delivery == Delivery.Digested ? NotificationKind.Digest : notification.Kind),
                Group = NotificationRules.GroupOf(notification, delivery.Delivery),
                NowMs = now.ToUnixTimeMilliseconds(),
                GroupedMs = (now - limits.GroupedFor).ToUnixTimeMilliseconds(),
                IsHeld = heldUntil is not null,
                EntryId = Identifiers.NewId(),
            };
            var entry = await connection.ExecuteScalarAsync<string?>(
                """
                SELECT entry_id FROM inbox_entries
                WHERE user_id = @User AND group_key = @Group AND NOT is_read AND NOT is_gone AND is_held = @IsHeld
                AND first_at_ms > @GroupedMs
                ORDER BY at_ms DESC LIMIT 1
                """,
                row,
                transaction);
            isNew = entry is null;
            await connection.ExecuteAsync(
                isNew
                    ? """
                      INSERT INTO inbox_entries (user_id, entry_id, version, kind, group_key, first_at_ms, at_ms, is_read,
                      is_held, is_gone, forgotten)
                      VALUES (@User, @EntryId, @Version, @Kind, @Group, @NowMs, @NowMs, FALSE, @IsHeld, FALSE, 0)
                      """
                    : "UPDATE inbox_entries SET version = @Version, at_ms = @NowMs WHERE user_id = @User AND entry_id = @EntryId",
                new { row.User, row.Version, row.Kind, row.Group, row.NowMs, row.IsHeld, EntryId = entry ?? row.EntryId },
                transaction);
            await AddItemAsync(
                connection, transaction, known.Owner, entry ?? row.EntryId, notification, delivery.Delivery, limits);
            if (isNew)
            {
                await TrimAsync(connection, transaction, known.Owner, limits, now);
                await schedule.PutAsync(connection, transaction, InboxWork.Expire(known.Owner, now + limits.KeptFor));
            }

            if (heldUntil is { } due)
            {
                await schedule.PutAsync(connection, transaction, InboxWork.Release(known.Owner, due));
            }
        });
        if (heldUntil is not null)
        {
            schedule.Wake();
        }

        return isNew;
    }

    /// <summary>Stores the settings, and schedules the time at which held-back entries are told.</summary>
    public async Task SaveSettingsAsync(Inbox known, NotificationSettings settings, DateTimeOffset? releaseAt)
    {
        await WriteAsync(known, settings, (connection, transaction) => releaseAt is { } due
            ? schedule.PutAsync(connection, transaction, InboxWork.Release(known.Owner, due))
            : Task.CompletedTask);
        if (releaseAt is not null)
        {
            schedule.Wake();
        }
    }

    /// <summary>Marks entries as read: those named, or all up to a version.</summary>
    public Task<bool> MarkReadAsync(Inbox known, IReadOnlyList<string>? entries, long upToVersion) => ChangeAsync(
        known,
        "is_read = TRUE, is_held = FALSE",
        $"NOT is_read AND NOT is_gone AND {(entries is null ? "version <= @UpTo" : database.Dialect.In("entry_id", "@Entries"))}",
        new { User = known.Owner.Value, Version = known.Version + 1, UpTo = upToVersion, Entries = entries?.ToArray() ?? [] });

    /// <summary>Makes held-back entries visible.</summary>
    public Task<bool> ReleaseAsync(Inbox known) => ChangeAsync(
        known, "is_held = FALSE", "is_held", new { User = known.Owner.Value, Version = known.Version + 1 });

    /// <summary>Schedules the release later, because the user asked for more silence meanwhile.</summary>
    public Task PostponeReleaseAsync(UserId user, DateTimeOffset until) => database.WriteAsync(
        (connection, transaction) => schedule.PutAsync(connection, transaction, InboxWork.Release(user, until)));

    /// <summary>Withdraws entries about a subject from before a time.</summary>
    public Task<bool> WithdrawAsync(Inbox known, string subject, DateTimeOffset before) => WithdrawAsync(
        known, "subject = @Which AND at_ms < @BeforeMs", subject, before.ToUnixTimeMilliseconds());

    /// <summary>Withdraws entries that a person caused.</summary>
    public Task<bool> DropPersonAsync(Inbox known, UserId person) => WithdrawAsync(
        known, "actor_id = @Which", person.Value, 0);

    /// <summary>Removes entries that are older than the inbox keeps them.</summary>
    public Task ExpireAsync(UserId user, InboxLimits limits, DateTimeOffset now) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await TrimAsync(connection, transaction, user, limits, now);
            var oldest = await connection.ExecuteScalarAsync<long?>(
                "SELECT MIN(at_ms) FROM inbox_entries WHERE user_id = @User", new { User = user.Value }, transaction);
            if (oldest is { } atMs)
            {
                var due = DateTimeOffset.FromUnixTimeMilliseconds(atMs) + limits.KeptFor;
                await schedule.PutAsync(
                    connection, transaction, InboxWork.Expire(user, due > now ? due : now + TimeSpan.FromMinutes(1)));
            }
        });

    /// <summary>Erases the inbox. What the user caused is removed from other inboxes afterwards, page by page.</summary>
    public Task ForgetAsync(UserId user, DateTimeOffset now) => database.WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            DELETE FROM inbox_items WHERE user_id = @User;
            DELETE FROM inbox_entries WHERE user_id = @User;
            DELETE FROM inboxes WHERE user_id = @User;
            """,
            new { User = user.Value },
            transaction);
        await schedule.PutAsync(connection, transaction, InboxWork.ForgetActor(user, now));
    });

    private async Task<bool> WithdrawAsync(Inbox known, string condition, string which, long beforeMs)
    {
        var parameters = new { User = known.Owner.Value, Version = known.Version + 1, Which = which, BeforeMs = beforeMs };
        var touched = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM inbox_items WHERE user_id = @User AND NOT is_gone AND {condition}", parameters));
        if (touched == 0)
        {
            return false;
        }

        await WriteAsync(known, known.Settings, (connection, transaction) => connection.ExecuteAsync(
            $"""
            UPDATE inbox_entries SET version = @Version WHERE user_id = @User AND entry_id IN (
                SELECT entry_id FROM inbox_items WHERE user_id = @User AND NOT is_gone AND {condition});
            UPDATE inbox_items SET is_gone = TRUE WHERE user_id = @User AND NOT is_gone AND {condition};
            UPDATE inbox_entries SET is_gone = TRUE WHERE user_id = @User AND version = @Version AND NOT EXISTS (
                SELECT 1 FROM inbox_items i WHERE i.user_id = @User AND i.entry_id = inbox_entries.entry_id AND NOT i.is_gone);
            """,
            parameters,
            transaction));
        return true;
    }

    // Only this inbox's grain writes here, so the count before the transaction still holds inside it.
    private async Task<bool> ChangeAsync(Inbox known, string change, string condition, object parameters)
    {
        var touched = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM inbox_entries WHERE user_id = @User AND {condition}", parameters));
        if (touched > 0)
        {
            await WriteAsync(known, known.Settings, (connection, transaction) => connection.ExecuteAsync(
                $"UPDATE inbox_entries SET {change}, version = @Version WHERE user_id = @User AND {condition}",
                parameters,
                transaction));
        }

        return touched > 0;
    }

    private static async Task AddItemAsync(
        DbConnection connection,
        DbTransaction transaction,
        UserId user,
        string entry,
        Notification notification,
        Delivery delivery,
        InboxLimits limits)
    {
        var item = new
        {
            User = user.Value,
            notification.Id,
            Entry = entry,
            Kind = (int)notification.Kind,
            Actor = notification.Actor?.Value ?? string.Empty,
            notification.Subject,
            notification.Text,
            AtMs = notification.At.ToUnixTimeMilliseconds(),
            IsDigested = delivery == Delivery.Digested,
            Kept = limits.ItemsPerEntryMax,
        };
        await connection.ExecuteAsync(
            """
            INSERT INTO inbox_items (user_id, item_id, entry_id, kind, actor_id, subject, text, at_ms, is_digested, is_gone)
            VALUES (@User, @Id, @Entry, @Kind, @Actor, @Subject, @Text, @AtMs, @IsDigested, FALSE)
            """,
            item,
            transaction);
        var forgotten = await connection.ExecuteAsync(
            """
            DELETE FROM inbox_items WHERE user_id = @User AND entry_id = @Entry AND item_id NOT IN (
                SELECT item_id FROM inbox_items WHERE user_id = @User AND entry_id = @Entry
                ORDER BY at_ms DESC, item_id DESC LIMIT @Kept)
            """,
            item,
            transaction);
        if (forgotten > 0)
        {
            await connection.ExecuteAsync(
                "UPDATE inbox_entries SET forgotten = forgotten + @Forgotten WHERE user_id = @User AND entry_id = @Entry",
                new { item.User, item.Entry, Forgotten = forgotten },
                transaction);
        }
    }

    // Deletes entries that are too old or beyond the number kept.
    private static Task<int> TrimAsync(
        DbConnection connection, DbTransaction transaction, UserId user, InboxLimits limits, DateTimeOffset now) =>
        connection.ExecuteAsync(
            """
            DELETE FROM inbox_entries WHERE user_id = @User AND (at_ms < @SinceMs OR entry_id NOT IN (
                SELECT entry_id FROM inbox_entries WHERE user_id = @User ORDER BY at_ms DESC, entry_id DESC LIMIT @Kept));
            DELETE FROM inbox_items WHERE user_id = @User AND at_ms < @RecentMs AND entry_id NOT IN (
                SELECT entry_id FROM inbox_entries WHERE user_id = @User);
            """,
            new
            {
                User = user.Value,
                SinceMs = (now - limits.KeptFor).ToUnixTimeMilliseconds(),
                RecentMs = (now - limits.RepetitionWithin).ToUnixTimeMilliseconds(),
                Kept = limits.EntriesMax,
            },
            transaction);

    private async Task WriteAsync(Inbox known, NotificationSettings settings, Func<DbConnection, DbTransaction, Task> change)
    {
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                var row = new
                {
                    User = known.Owner.Value,
                    known.Version,
                    Next = known.Version + 1,
                    Settings = JsonSerializer.Serialize(settings),
                };
                var written = await connection.ExecuteAsync(
                    known.Version == 0
                        ? "INSERT INTO inboxes (user_id, version, settings) VALUES (@User, @Next, @Settings)"
                        : "UPDATE inboxes SET version = @Next, settings = @Settings WHERE user_id = @User AND version = @Version",
                    row,
                    transaction);
                if (written != 1)
                {
                    throw new InboxConflictException(known.Owner, known.Version);
                }

                await change(connection, transaction);
            });
        }
        catch (DbException exception) when (known.Version == 0 && SqlDatabase.IsUniqueViolation(exception))
        {
            throw new InboxConflictException(known.Owner, known.Version, exception);
        }
    }
}
