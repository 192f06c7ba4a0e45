namespace AudioRooms.Domain.Events;

/// <summary>
/// A wall-clock time in a named time zone: what people agree on. "Friday 12:00 in Paris" stays noon when the clocks change, so a series is kept
/// in this form and turned into instants as late as possible.
/// </summary>
public static class ZonedTime
{
    /// <summary>Finds a zone by its IANA name, for example "Europe/Paris".</summary>
    /// <returns>False if there is no such zone; a Windows name is none.</returns>
    public static bool TryFindZone(string id, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        return id.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone!) && zone.HasIanaId;
    }

    /// <summary>The instant of a wall-clock time.</summary>
    /// <remarks>
    /// RFC 5545 §3.3.5: a time that the clocks skip is read with the offset before the gap, so that 02:30 of a night that jumps from 02:00 to 03:00 is
    /// 03:30; a time that comes twice is the first one.
    /// </remarks>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            // No clock moves by more than a few hours, and none twice within a day.
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddDays(-1)));
        }

        // Of two possible offsets the greater one comes first in time.
        return zone.IsAmbiguousTime(wall)
            ? new DateTimeOffset(wall, zone.GetAmbiguousTimeOffsets(wall).Max())
            : new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }
}
