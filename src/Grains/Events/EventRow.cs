using System.Text.Json;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Events;

/// <summary>A row of the table <c>events</c>.</summary>
internal sealed class EventRow
{
    /// <summary>Name of the table, for the log and the metrics.</summary>
    public const string Table = "events";

    public const string Columns =
        "event_id AS EventId, version AS Version, host_id AS HostId, club_id AS ClubId, created_at_ms AS CreatedAtMs, payload "
            + "AS Payload";

    public string EventId { get; init; } = string.Empty;

    public long Version { get; init; }

    public string HostId { get; init; } = string.Empty;

    public string ClubId { get; init; } = string.Empty;

    public long CreatedAtMs { get; init; }

    public string Payload { get; init; } = string.Empty;

    public static string Write(EventSeries series) => JsonSerializer.Serialize(series);

    /// <summary>The event. If the payload cannot be read, the result has the values of the other columns and an
    /// <see cref="EventSeries.Fault"/>, so that its host still finds the event and can repair or cancel it.</summary>
    public EventSeries ToSeries()
    {
        if (StoredJson.TryRead<EventSeries>(Payload, out var series, out _))
        {
            // Earlier servers accepted the names of zones in any case.
            return ZonedTime.SpellingOf(series.Plan.Zone) is { } zone
                ? series with { Plan = series.Plan with { Zone = zone } }
                : series;
        }

        var host = new Person(new UserId(HostId), string.Empty, string.Empty);
        return new EventSeries
        {
            Id = EventId,
            Plan = new ScheduleEvent(
                host,
                ClubId,
                MembersOnly: ClubId.Length > 0,
                Title: string.Empty,
                Description: string.Empty,
                Topics: [],
                Language: "en",
                StartsAt: DateTime.UnixEpoch,
                Zone: string.Empty,
                Duration: TimeSpan.FromHours(1),
                Rule: string.Empty,
                CoHosts: [],
                Guests: []),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
            Version = Version,
        };
    }
}
