using System.Globalization;
using AudioRooms.Domain.Events;

namespace AudioRooms.Domain.Tests.Events;

public sealed class ZonedTimeTests
{
    /// <summary>Fridays at noon and nights in which the clocks change, west and east of Greenwich and in both hemispheres.</summary>
    [Theory]
    // Paris, spring 2026: the clocks go forward on Sunday 29 March. Noon stays noon.
    [InlineData("Europe/Paris", "2026-03-27 12:00", "2026-03-27T11:00Z")]
    [InlineData("Europe/Paris", "2026-04-03 12:00", "2026-04-03T10:00Z")]
    // Paris, autumn 2026: back on Sunday 25 October.
    [InlineData("Europe/Paris", "2026-10-23 12:00", "2026-10-23T10:00Z")]
    [InlineData("Europe/Paris", "2026-10-30 12:00", "2026-10-30T11:00Z")]
    // New York changes on 8 March and 1 November.
    [InlineData("America/New_York", "2026-03-06 12:00", "2026-03-06T17:00Z")]
    [InlineData("America/New_York", "2026-03-13 12:00", "2026-03-13T16:00Z")]
    [InlineData("America/New_York", "2026-11-06 12:00", "2026-11-06T17:00Z")]
    // Half and quarter hours, no changes: Kolkata, Kathmandu. Across the date line: Kiritimati.
    [InlineData("Asia/Kolkata", "2026-07-03 12:00", "2026-07-03T06:30Z")]
    [InlineData("Asia/Kathmandu", "2026-07-03 12:00", "2026-07-03T06:15Z")]
    [InlineData("Pacific/Kiritimati", "2026-07-03 12:00", "2026-07-02T22:00Z")]
    // Southern summer: Auckland goes back on 5 April 2026.
    [InlineData("Pacific/Auckland", "2026-04-03 12:00", "2026-04-02T23:00Z")]
    [InlineData("Pacific/Auckland", "2026-04-10 12:00", "2026-04-10T00:00Z")]
    // The hour that is skipped: read with the offset before the gap, so one hour later by the new clock.
    [InlineData("Europe/Paris", "2026-03-29 02:30", "2026-03-29T01:30Z")]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08T07:30Z")]
    // The hour that comes twice: the first one.
    [InlineData("Europe/Paris", "2026-10-25 02:30", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30Z")]
    public void ToInstant_WallClock_IsThisInstant(string zoneId, string local, string expected)
    {
        ZonedTime.TryFindZone(zoneId, out var zone).ShouldBeTrue();

        var instant = ZonedTime.ToInstant(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), zone);

        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("Romance Standard Time")] // a Windows name
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    public void TryFindZone_NotAnIanaName_IsFalse(string zoneId) => ZonedTime.TryFindZone(zoneId, out _).ShouldBeFalse();
}
