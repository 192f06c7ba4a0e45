using System.Text.Json.Nodes;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Events;

/// <summary>The events that a user hosts, is a guest of, follows or attends, and the number of the user's calendar
/// feeds.</summary>
internal sealed class EventsData(SqlDatabase database, IGrainFactory grains) : IPersonalData
{
    private const string TiesOf =
        "SELECT event_id, kind, occurrence_ms, lead_minutes FROM event_people WHERE user_id = @User ORDER BY event_id, kind";

    public string Subject => "events";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var events = new JsonArray();
        foreach (var (eventId, kind, occurrence, lead) in await TiesAsync(user))
        {
            var tie = new JsonObject { ["eventId"] = eventId, ["as"] = ((EventTie)kind).ToString() };
            if ((EventTie)kind is EventTie.Follows or EventTie.Attends)
            {
                tie["remindedMinutesBefore"] = lead;
            }

            if ((EventTie)kind == EventTie.Attends)
            {
                tie["occurrenceStart"] = DateTimeOffset.FromUnixTimeMilliseconds(Math.Abs(occurrence));
            }

            if ((EventTie)kind == EventTie.Hosts
                && (await grains.GetGrain<IEventGrain>(eventId).GetAsync(user, string.Empty)).Value is { } hosted)
            {
                tie["title"] = hosted.Plan.Title;
                tie["description"] = hosted.Plan.Description;
                if (hosted.Fault is { } fault)
                {
                    tie["unreadable"] = fault;
                }
            }

            events.Add(tie);
        }

        var calendars = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM calendar_feeds WHERE user_id = @User", new { User = user.Value }));
        return new JsonObject { ["events"] = events, ["calendarFeeds"] = calendars };
    }

    public async Task EraseAsync(UserId user)
    {
        foreach (var eventId in (await TiesAsync(user))
            .Where(tie => (EventTie)tie.Kind is EventTie.Hosts or EventTie.IsGuest)
            .Select(tie => tie.EventId)
            .Distinct(StringComparer.Ordinal))
        {
            await grains.GetGrain<IEventGrain>(eventId).ForgetAsync(user);
        }

        await database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM event_people WHERE user_id = @User", new { User = user.Value }, transaction);
            await connection.ExecuteAsync(
                "DELETE FROM calendar_feeds WHERE user_id = @User", new { User = user.Value }, transaction);
        });
    }

    private async Task<List<(string EventId, long Kind, long OccurrenceMs, long LeadMinutes)>> TiesAsync(UserId user) =>
        (await database.ReadAsync(
            connection => connection.QueryAsync<(string, long, long, long)>(TiesOf, new { User = user.Value }))).AsList();
}
