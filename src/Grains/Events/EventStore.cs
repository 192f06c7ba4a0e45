using System.Data.Common;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Events;

/// <summary>The tie between a person and an event in <c>event_people</c>. The numbers are stored.</summary>
internal enum EventTie
{
    Hosts = 1,
    Follows = 2,
    Attends = 3,
    IsGuest = 4,
}

/// <summary>Number of followers of an event or attendees of an occurrence, and whether the viewer is one of them.</summary>
/// <param name="OccurrenceMs">Id of the occurrence; 0 for followers of the series.</param>
/// <param name="People">Number of people.</param>
/// <param name="Viewer">1 if the viewer is one of them, else 0.</param>
/// <param name="LeadMinutes">How long before the start the viewer is reminded, if the viewer is one of them.</param>
internal sealed record EventCount(long OccurrenceMs, long People, long Viewer, long LeadMinutes);

/// <summary>Stores events in the tables <c>events</c> and <c>event_people</c> (ADR 6).</summary>
internal sealed class EventStore(SqlDatabase database, EventOutbox outbox)
{
    private const string SelectOne = $"SELECT {EventRow.Columns} FROM events WHERE event_id = @EventId";

    /// <summary>The event; null if it does not exist.</summary>
    public async Task<EventSeries?> LoadAsync(string eventId) => (await database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<EventRow>(SelectOne, new { EventId = eventId })))?.ToSeries();

    /// <summary>Stores a new event.</summary>
    /// <param name="series">Version 1.</param>
    /// <param name="openCountMax">How many events that are not over the host may have, this one included.</param>
    /// <param name="now">Events that ended before do not count.</param>
    /// <returns>The reason of a refusal, or null.</returns>
    /// <exception cref="EventConflictException">Another activation stored an event with this id.</exception>
    public async Task<EventRejection?> InsertAsync(EventSeries series, int openCountMax, DateTimeOffset now)
    {
        EventRejection? rejection = null;
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                var open = await connection.ExecuteScalarAsync<long>(
                    "SELECT COUNT(*) FROM events WHERE host_id = @Host AND last_end_ms > @NowMs",
                    new { Host = series.Plan.Host.Id.Value, NowMs = now.ToUnixTimeMilliseconds() },
                    transaction);
                if (open >= openCountMax)
                {
                    rejection = EventRejection.TooManyEvents;
                    return;
                }

                await connection.ExecuteAsync(
                    """
                    INSERT INTO events (event_id, version, host_id, club_id, created_at_ms, last_end_ms, looked_ms, payload)
                    VALUES (@EventId, @Version, @Host, @Club, @CreatedAtMs, @LastEndMs, @CreatedAtMs, @Payload)
                    """,
                    new
                    {
                        EventId = series.Id,
                        series.Version,
                        Host = series.Plan.Host.Id.Value,
                        Club = series.Plan.ClubId,
                        CreatedAtMs = series.CreatedAt.ToUnixTimeMilliseconds(),
                        LastEndMs = series.LastEnd().ToUnixTimeMilliseconds(),
                        Payload = EventRow.Write(series),
                    },
                    transaction);
                await NameAsync(connection, transaction, series);
                await outbox.WriteAsync(connection, transaction, null, series, series.Plan.Host.Id, now);
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            throw new EventConflictException(series.Id, series.Version, exception);
        }

        outbox.Wake();
        return rejection;
    }

    /// <summary>Stores a change and its consequences.</summary>
    /// <param name="before">The event before the change.</param>
    /// <param name="series">The event after the change.</param>
    /// <exception cref="EventConflictException">Another activation stored this version.</exception>
    public async Task UpdateAsync(EventSeries before, EventSeries series, UserId actor, DateTimeOffset now)
    {
        await database.WriteAsync(async (connection, transaction) =>
        {
            await UpdateRowAsync(connection, transaction, series);
            await NameAsync(connection, transaction, series);
            if (series.IsMovedFrom(before))
            {
                await MoveAttendeesAsync(connection, transaction, series.Id, series.Moves(before, now).ToDictionary(), now);
            }

            await outbox.WriteAsync(connection, transaction, before, series, actor, now);
        });
        outbox.Wake();
    }

    private static async Task UpdateRowAsync(DbConnection connection, DbTransaction transaction, EventSeries series)
    {
        var rows = await connection.ExecuteAsync(
            """
            UPDATE events SET version = @Version, last_end_ms = @LastEndMs, payload = @Payload
            WHERE event_id = @EventId AND version = @Version - 1
            """,
            new
            {
                EventId = series.Id,
                series.Version,
                LastEndMs = series.LastEnd().ToUnixTimeMilliseconds(),
                Payload = EventRow.Write(series),
            },
            transaction);
        if (rows != 1)
        {
            throw new EventConflictException(series.Id, series.Version);
        }
    }

    /// <summary>The time up to which everything due about the event was done.</summary>
    public static async Task<DateTimeOffset> HandledUntilAsync(
        DbConnection connection, DbTransaction transaction, string eventId) =>
        DateTimeOffset.FromUnixTimeMilliseconds(await connection.ExecuteScalarAsync<long>(
            "SELECT looked_ms FROM events WHERE event_id = @EventId", new { EventId = eventId }, transaction));

    /// <summary>Stores that everything due until a time was done.</summary>
    public static Task SetHandledUntilAsync(
        DbConnection connection, DbTransaction transaction, string eventId, DateTimeOffset until) =>
        connection.ExecuteAsync(
            "UPDATE events SET looked_ms = @UntilMs WHERE event_id = @EventId",
            new { EventId = eventId, UntilMs = until.ToUnixTimeMilliseconds() },
            transaction);

    /// <summary>The event, locked against other changes until the transaction ends; null if it does not exist.</summary>
    public static async Task<EventSeries?> LockAsync(DbConnection connection, DbTransaction transaction, string eventId)
    {
        await connection.ExecuteAsync(
            "UPDATE events SET version = version WHERE event_id = @EventId", new { EventId = eventId }, transaction);
        return (await connection.QuerySingleOrDefaultAsync<EventRow>(
            SelectOne, new { EventId = eventId }, transaction))?.ToSeries();
    }

    /// <summary>Ties a person to the event as follower or attendee, or removes the tie.</summary>
    public Task SetTieAsync(string eventId, UserId user, EventTie tie, long occurrence, bool isTied, TimeSpan lead) =>
        database.WriteAsync(async (connection, transaction) =>
        {
            if (isTied)
            {
                await TieAsync(connection, transaction, eventId, user, tie, occurrence, lead);
            }
            else
            {
                await connection.ExecuteAsync(
                    "DELETE FROM event_people WHERE user_id = @User AND event_id = @EventId AND kind = @Kind AND occurrence_ms = "
                    + "@Occurrence",
                    new { User = user.Value, EventId = eventId, Kind = (long)tie, Occurrence = occurrence },
                    transaction);
            }
        });

    /// <summary>The number of followers, and of attendees of the occurrences from <paramref name="from"/> on.</summary>
    public async Task<List<EventCount>> CountAsync(string eventId, UserId viewer, long from)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<
            (long OccurrenceMs, long People, long Viewer, long LeadMinutes)>(
            """
            SELECT occurrence_ms, COUNT(*), CAST(MAX(CASE WHEN user_id = @Viewer THEN 1 ELSE 0 END) AS BIGINT),
                CAST(MAX(CASE WHEN user_id = @Viewer THEN lead_minutes ELSE 0 END) AS BIGINT)
            FROM event_people
            WHERE event_id = @EventId AND ((kind = @Follows AND occurrence_ms = 0) OR (kind = @Attends
            AND occurrence_ms >= @From))
            GROUP BY occurrence_ms
            """,
            new { EventId = eventId, Viewer = viewer.Value, Follows = (long)EventTie.Follows, Attends = (long)EventTie.Attends,
                From = from }));
        return [.. rows.Select(row => new EventCount(row.OccurrenceMs, row.People, row.Viewer, row.LeadMinutes))];
    }

    /// <summary>A page of events that end after <paramref name="endAfter"/>, newest first, and one more row if there is another
    /// page.</summary>
    /// <param name="user">The host, co-host, follower or attendee.</param>
    /// <param name="clubId">The club, for <see cref="EventScope.Club"/>.</param>
    /// <param name="endAfter">Compared with the planned end of the last occurrence.</param>
    /// <param name="before">Where the previous page ended.</param>
    /// <param name="limit">Largest number of rows.</param>
    public async Task<List<EventRow>> ListAsync(
        EventScope scope, UserId user, string clubId, DateTimeOffset endAfter, PageToken before, int limit)
    {
        var which = scope switch
        {
            EventScope.Hosting =>
                $"event_id IN (SELECT event_id FROM event_people WHERE user_id = @User AND kind = {(int)EventTie.Hosts})",
            EventScope.Following =>
                $"event_id IN (SELECT event_id FROM event_people WHERE user_id = @User AND kind <> {(int)EventTie.Hosts})",
            EventScope.Club => "club_id = @ClubId AND club_id <> ''",
        };
        return (await database.ReadAsync(connection => connection.QueryAsync<EventRow>(
            $"""
            SELECT {EventRow.Columns} FROM events
            WHERE last_end_ms > @EndAfterMs AND {which} AND (created_at_ms < @AtMs OR (created_at_ms = @AtMs AND event_id < @Id))
            ORDER BY created_at_ms DESC, event_id DESC LIMIT @Limit
            """,
            new
            {
                User = user.Value,
                ClubId = clubId,
                EndAfterMs = endAfter.ToUnixTimeMilliseconds(),
                before.AtMs,
                before.Id,
                Limit = limit,
            }))).AsList();
    }

    private static Task<int> TieAsync(
        DbConnection connection, DbTransaction transaction, string eventId, UserId user, EventTie tie, long occurrence,
        TimeSpan lead) =>
        connection.ExecuteAsync(
            """
            INSERT INTO event_people (user_id, event_id, kind, occurrence_ms, lead_minutes)
            VALUES (@User, @EventId, @Kind, @Occurrence, @LeadMinutes)
            ON CONFLICT (user_id, event_id, kind, occurrence_ms) DO UPDATE SET lead_minutes = excluded.lead_minutes
            """,
            new { User = user.Value, EventId = eventId, Kind = (long)tie, Occurrence = occurrence,
                LeadMinutes = (long)lead.TotalMinutes },
            transaction);

    /// <summary>Stores the hosts and the guests of all occurrences that the plan names.</summary>
    private static async Task NameAsync(DbConnection connection, DbTransaction transaction, EventSeries series)
    {
        await connection.ExecuteAsync(
            $"DELETE FROM event_people WHERE event_id = @EventId AND kind IN ({(int)EventTie.Hosts}, {(int)EventTie.IsGuest})",
            new { EventId = series.Id },
            transaction);
        foreach (var host in series.Plan.CoHosts.Add(series.Plan.Host.Id))
        {
            await TieAsync(connection, transaction, series.Id, host, EventTie.Hosts, 0, TimeSpan.Zero);
        }

        foreach (var guest in series.AllGuests())
        {
            await TieAsync(connection, transaction, series.Id, guest, EventTie.IsGuest, 0, TimeSpan.Zero);
        }
    }

    // Attendees of an occurrence that no longer exists keep its id as a negative number: they attend nothing, and are still told
    // of the move.
    private static async Task MoveAttendeesAsync(
        DbConnection connection, DbTransaction transaction, string eventId, Dictionary<long, long> moves, DateTimeOffset now)
    {
        var parameters = new { EventId = eventId, Attends = (long)EventTie.Attends, NowMs = now.ToUnixTimeMilliseconds() };
        await connection.ExecuteAsync(
            "DELETE FROM event_people WHERE event_id = @EventId AND kind = @Attends AND occurrence_ms < 0",
            parameters,
            transaction);
        await connection.ExecuteAsync(
            """
            UPDATE event_people SET occurrence_ms = -occurrence_ms WHERE event_id = @EventId AND kind = @Attends
            AND occurrence_ms > @NowMs
            """,
            parameters,
            transaction);
        var parted = await connection.QueryAsync<long>(
            "SELECT DISTINCT occurrence_ms FROM event_people WHERE event_id = @EventId AND kind = @Attends AND occurrence_ms < 0",
            parameters,
            transaction);
        foreach (var old in parted.AsList())
        {
            if (moves.TryGetValue(-old, out var moved))
            {
                await connection.ExecuteAsync(
                    "UPDATE event_people SET occurrence_ms = @Moved WHERE event_id = @EventId AND kind = @Attends AND "
                    + "occurrence_ms = @Old",
                    new { parameters.EventId, parameters.Attends, Old = old, Moved = moved },
                    transaction);
            }
        }
    }
}
