using AudioRooms.Contracts.Notifications;
using AudioRooms.Domain.Events;
using NodaTime;

namespace AudioRooms.Domain.Notifications;

/// <summary>Computes when a user does not want to be disturbed.</summary>
public static class QuietTime
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>True for two different minutes of a day in an existing zone.</summary>
    public static bool IsValid(QuietHours hours) =>
        hours.FromMinute is >= 0 and < MinutesOfDay
        && hours.ToMinute is >= 0 and < MinutesOfDay
        && hours.FromMinute != hours.ToMinute
        && ZonedTime.TryFindZone(hours.TimeZone, out _);

    /// <summary>The end of the silence that <paramref name="now"/> falls into: a pause, quiet hours, or quiet hours after a
    /// pause. Null if there is none.</summary>
    public static DateTimeOffset? EndOf(NotificationSettings settings, DateTimeOffset now)
    {
        var pause = settings.PausedUntil > now ? settings.PausedUntil : null;
        return settings.QuietHours is { } hours && EndOf(hours, pause ?? now) is { } end ? end : pause;
    }

    private static DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset at)
    {
        // Earlier servers stored names in any case. An unknown zone means no quiet hours, so that the inbox is not silent for
        // ever.
        if (ZonedTime.SpellingOf(hours.TimeZone) is not { } name || !ZonedTime.TryFindZone(name, out var zone))
        {
            return null;
        }

        var wall = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        var minute = (wall.Hour * 60) + wall.Minute;
        var spansMidnight = hours.FromMinute > hours.ToMinute;
        var isQuiet = spansMidnight
            ? minute >= hours.FromMinute || minute < hours.ToMinute
            : minute >= hours.FromMinute && minute < hours.ToMinute;
        if (!isQuiet)
        {
            return null;
        }

        var endsTomorrow = spansMidnight && minute >= hours.FromMinute;
        var wallEnd = wall.Date.PlusDays(endsTomorrow ? 1 : 0).AtMidnight().PlusMinutes(hours.ToMinute);
        var end = ZonedTime.ToInstant(wallEnd, zone).ToDateTimeOffset();

        // In the hour that occurs twice the computed end may have passed already: then the quiet hours end with the second one.
        return end > at ? end : at.AddMinutes(1);
    }
}
