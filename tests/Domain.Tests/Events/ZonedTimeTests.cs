using AudioRooms.Domain.Events;
using NodaTime.Text;

namespace AudioRooms.Domain.Tests.Events;

public sealed class ZonedTimeTests
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'");

    /// <summary>Fridays at noon, and nights in which the clocks change, west and east of Greenwich and in both
    /// hemispheres.</summary>
    [Theory]
    // Paris, spring 2026: the clocks go forward on Sunday 29 March. Noon stays noon.
    [InlineData("Europe/Paris", "2026-03-27 12:00", "2026-03-27T11:00Z")]
    [InlineData("Europe/Paris", "2026-04-03 12:00", "2026-04-03T10:00Z")]
    // Paris, autumn 2026: the clocks go back on Sunday 25 October.
    [InlineData("Europe/Paris", "2026-10-23 12:00", "2026-10-23T10:00Z")]
    [InlineData("Europe/Paris", "2026-10-30 12:00", "2026-10-30T11:00Z")]
    // New York changes on 8 March and 1 November.
    [InlineData("America/New_York", "2026-03-06 12:00", "2026-03-06T17:00Z")]
    [InlineData("America/New_York", "2026-03-13 12:00", "2026-03-13T16:00Z")]
    [InlineData("America/New_York", "2026-11-06 12:00", "2026-11-06T17:00Z")]
    // Offsets of half and quarter hours without changes: Kolkata, Kathmandu. Across the date line: Kiritimati.
    [InlineData("Asia/Kolkata", "2026-07-03 12:00", "2026-07-03T06:30Z")]
    [InlineData("Asia/Kathmandu", "2026-07-03 12:00", "2026-07-03T06:15Z")]
    [InlineData("Pacific/Kiritimati", "2026-07-03 12:00", "2026-07-02T22:00Z")]
    // Southern summer: Auckland's clocks go back on 5 April 2026.
    [InlineData("Pacific/Auckland", "2026-04-03 12:00", "2026-04-02T23:00Z")]
    [InlineData("Pacific/Auckland", "2026-04-10 12:00", "2026-04-10T00:00Z")]
    // The skipped hour is read with the offset before the gap, so it is one hour later by the new clock.
    [InlineData("Europe/Paris", "2026-03-29 02:30", "2026-03-29T01:30Z")]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08T07:30Z")]
    // Morocco's offset is smaller in Ramadan, by a daylight saving of minus one hour: in 2024 the clocks went forward on 14
    // April, from 02:00 to 03:00.
    [InlineData("Africa/Casablanca", "2024-04-07 02:30", "2024-04-07T02:30Z")]
    [InlineData("Africa/Casablanca", "2024-04-14 02:30", "2024-04-14T02:30Z")]
    [InlineData("Africa/Casablanca", "2024-04-21 02:30", "2024-04-21T01:30Z")]
    // Ireland's winter time is a daylight saving of minus one hour; its clocks agree with London's.
    [InlineData("Europe/Dublin", "2027-03-28 01:30", "2027-03-28T01:30Z")]
    [InlineData("Europe/Dublin", "2027-10-31 01:30", "2027-10-31T00:30Z")]
    // Lord Howe Island skips half an hour: 3 October 2027, 02:00 to 02:30.
    [InlineData("Australia/Lord_Howe", "2027-10-03 02:15", "2027-10-02T15:45Z")]
    // Apia skipped 30 December 2011.
    [InlineData("Pacific/Apia", "2011-12-30 10:00", "2011-12-30T20:00Z")]
    // The hour that occurs twice is read as the first one.
    [InlineData("Europe/Paris", "2026-10-25 02:30", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30Z")]
    public void ToInstant_WallClock_IsThisInstant(string zoneId, string local, string expected)
    {
        ZonedTime.TryFindZone(zoneId, out var zone).ShouldBeTrue();

        var instant = ZonedTime.ToInstant(Minutes.Parse(local).Value, zone);

        Utc.Format(instant).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    // Links: older names, and those missing from an image without the package of legacy names.
    [InlineData("Asia/Calcutta")]
    [InlineData("US/Eastern")]
    [InlineData("Europe/Kiev")]
    public void TryFindZone_NameOfTheIanaDatabase_IsThatZone(string zoneId)
    {
        ZonedTime.TryFindZone(zoneId, out var zone).ShouldBeTrue();

        zone.Id.ShouldBe(zoneId);
    }

    [Theory]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("Romance Standard Time")] // a Windows name
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    // Files of a zone folder that are no zones of the database.
    [InlineData("right/Europe/Paris")]
    [InlineData("posix/Europe/Paris")]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("Factory")]
    // Names that NodaTime accepts but the database does not contain.
    [InlineData("UTC+2")]
    [InlineData("america/lima")]
    [InlineData("Europe/Paris ")]
    public void TryFindZone_NotAnIanaName_IsFalse(string zoneId) => ZonedTime.TryFindZone(zoneId, out _).ShouldBeFalse();

    [Fact]
    public void TryFindZone_AfterTheSameNameInItsOwnCase_IsAsBefore()
    {
        ZonedTime.TryFindZone("america/lima", out _).ShouldBeFalse();
        ZonedTime.TryFindZone("America/Lima", out _).ShouldBeTrue();

        ZonedTime.TryFindZone("america/lima", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("america/lima", "There is no time zone \"america/lima\"; did you mean America/Lima?")]
    [InlineData("Mars/Base", "There is no time zone \"Mars/Base\"; a time zone has an IANA name, for example Europe/Paris.")]
    public void UnknownSentence_OfAName_SaysWhatCameAndWhatIsExpected(string zoneId, string sentence) =>
        ZonedTime.UnknownSentence(zoneId).ShouldBe(sentence);
}
