using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Domain.Tests.Events;

public sealed class RecurrenceTests
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    [Theory]
    // Every Friday at noon.
    [InlineData("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "2026-01-02 12:00", "2026-01-02 12:00|2026-01-09 12:00|2026-01-16 12:00")]
    // Without BYDAY the weekday is that of the first occurrence.
    [InlineData("FREQ=WEEKLY;COUNT=2", "2026-01-07 20:30", "2026-01-07 20:30|2026-01-14 20:30")]
    [InlineData(
        "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4",
        "2026-01-05 08:00",
        "2026-01-05 08:00|2026-01-07 08:00|2026-01-12 08:00|2026-01-14 08:00")]
    // RFC 5545's example of WKST, which decides which weeks are every second week: Tuesday and Sunday from Tuesday 5 August 1997.
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08-05 09:00",
        "1997-08-05 09:00|1997-08-10 09:00|1997-08-19 09:00|1997-08-24 09:00")]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08-05 09:00",
        "1997-08-05 09:00|1997-08-17 09:00|1997-08-19 09:00|1997-08-31 09:00")]
    [InlineData("FREQ=DAILY;INTERVAL=10;COUNT=3", "2026-02-20 09:00", "2026-02-20 09:00|2026-03-02 09:00|2026-03-12 09:00")]
    // First Friday and last Friday of the month.
    [InlineData("FREQ=MONTHLY;BYDAY=1FR;COUNT=3", "2026-01-02 12:00", "2026-01-02 12:00|2026-02-06 12:00|2026-03-06 12:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-30 12:00", "2026-01-30 12:00|2026-02-27 12:00|2026-03-27 12:00")]
    // Months without a 31st are skipped; the last day exists in every month.
    [InlineData("FREQ=MONTHLY;COUNT=3", "2026-01-31 12:00", "2026-01-31 12:00|2026-03-31 12:00|2026-05-31 12:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-31 12:00", "2026-01-31 12:00|2026-02-28 12:00|2026-03-31 12:00")]
    [InlineData("FREQ=YEARLY;COUNT=2", "2024-02-29 12:00", "2024-02-29 12:00|2028-02-29 12:00")]
    // UNTIL as a date includes that day.
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2026-01-01 23:30", "2026-01-01 23:30|2026-01-02 23:30|2026-01-03 23:30")]
    // UNTIL in UTC, as RFC 5545 §3.3.10 requires it for a start in a time zone: the last instant is included.
    [InlineData("FREQ=DAILY;UNTIL=20260103T233000Z", "2026-01-01 23:30", "2026-01-01 23:30|2026-01-02 23:30|2026-01-03 23:30")]
    [InlineData("FREQ=DAILY;UNTIL=20260103T232959Z", "2026-01-01 23:30", "2026-01-01 23:30|2026-01-02 23:30")]
    // A recurrence set contains no instant twice (RFC 5545 §3.8.5), and COUNT counts the set's instants.
    [InlineData(
        "FREQ=WEEKLY;BYDAY=FR,FR;COUNT=6",
        "2026-12-04 12:00",
        "2026-12-04 12:00|2026-12-11 12:00|2026-12-18 12:00|2026-12-25 12:00|2027-01-01 12:00|2027-01-08 12:00")]
    [InlineData("FREQ=DAILY;BYDAY=FR,FR;COUNT=2", "2026-12-04 12:00", "2026-12-04 12:00|2026-12-11 12:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR,1FR;COUNT=3", "2026-12-04 12:00", "2026-12-04 12:00|2026-12-11 12:00|2026-12-18 12:00")]
    [InlineData(
        "FREQ=MONTHLY;BYMONTHDAY=31,-1,31;COUNT=3", "2026-12-31 12:00", "2026-12-31 12:00|2027-01-31 12:00|2027-02-28 12:00")]
    // The first occurrence counts even if the rule does not select it.
    [InlineData("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-01-01 12:00", "2026-01-01 12:00|2026-01-02 12:00")]
    public void Occurrences_Rule_GivesTheseWallClockTimes(string text, string first, string expected)
    {
        RecurrenceText.TryParse(text, out var rule, out var error).ShouldBeTrue(error);

        string.Join('|', On(DateTimeZone.Utc, rule!, first)).ShouldBe(expected);
    }

    [Theory]
    // 11:00 UTC is 12:00 in Paris, so that Friday is the last one; with a bound a second earlier it is not included.
    [InlineData(
        "FREQ=WEEKLY;UNTIL=20270101T110000Z",
        "Europe/Paris",
        "2026-12-18 12:00",
        "2026-12-18 12:00|2026-12-25 12:00|2027-01-01 12:00")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270101T105959Z", "Europe/Paris", "2026-12-18 12:00", "2026-12-18 12:00|2026-12-25 12:00")]
    // The hour that occurs twice: the first 02:30 is before the second 02:15.
    [InlineData("FREQ=DAILY;UNTIL=20261025T011500Z", "Europe/Paris", "2026-10-24 02:30", "2026-10-24 02:30|2026-10-25 02:30")]
    // A time in the gap is read with the offset before it.
    [InlineData(
        "FREQ=WEEKLY;COUNT=3", "Africa/Casablanca", "2024-04-07 02:30", "2024-04-07 02:30|2024-04-14 03:30|2024-04-21 02:30")]
    // Apia skipped 30 December 2011: its 30th and its 31st are one instant, and one occurrence.
    [InlineData("FREQ=DAILY;COUNT=3", "Pacific/Apia", "2011-12-29 10:00", "2011-12-29 10:00|2011-12-31 10:00|2012-01-01 10:00")]
    public void Occurrences_RuleInAZone_GivesTheseWallClockTimes(string text, string zone, string first, string expected)
    {
        RecurrenceText.TryParse(text, out var rule, out var error).ShouldBeTrue(error);

        string.Join('|', On(DateTimeZoneProviders.Tzdb[zone], rule!, first)).ShouldBe(expected);
    }

    [Fact]
    public void Occurrences_NoEnd_StopsAtTheBound() =>
        On(DateTimeZone.Utc, new RecurrenceRule { Frequency = RecurrenceFrequency.Daily }, "2026-01-01 12:00")
            .Count().ShouldBe(EventBounds.OccurrencesMax);

    [Fact]
    public void Occurrences_DayThatNeverComesAgain_Ends() =>
        On(DateTimeZone.Utc, new RecurrenceRule
        {
            Frequency = RecurrenceFrequency.Monthly,
            Interval = 12,
            ByMonthDay = [31],
        }, "2026-02-28 12:00")
            .ShouldHaveSingleItem();

    [Fact]
    public void Occurrences_LongestInterval_StaysInTheCalendar() =>
        On(DateTimeZone.Utc, new RecurrenceRule { Frequency = RecurrenceFrequency.Yearly, Interval = 99 }, "2026-02-28 12:00")
            .ShouldHaveSingleItem();

    [Theory]
    [InlineData("")]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=WEEKLY;FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;INTERVAL=0")]
    [InlineData("FREQ=WEEKLY;INTERVAL=100")]
    [InlineData("FREQ=WEEKLY;COUNT=1001")]
    [InlineData("FREQ=WEEKLY;COUNT=2;UNTIL=20260101")]
    [InlineData("FREQ=WEEKLY;BYDAY=1FR")]
    [InlineData("FREQ=MONTHLY;BYDAY=6FR")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=WEEKLY;BYHOUR=9")]
    [InlineData("FREQ=WEEKLY;")]
    public void TryParse_OutOfBounds_SaysWhatWasExpected(string text)
    {
        RecurrenceText.TryParse(text, out var rule, out var error).ShouldBeFalse();

        rule.ShouldBeNull();
        error.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;COUNT=1001", "The recurrence has \"COUNT=1001\"; expected a number from 1 to 1000.")]
    [InlineData(
        "FREQ=WEEKLY;BYHOUR=9",
        "The recurrence has \"BYHOUR=9\"; expected nothing but FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY and WKST.")]
    [InlineData(
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "The recurrence has \"UNTIL=tomorrow\"; expected a time in UTC as YYYYMMDDTHHMMSSZ, or on the event's own clock a date "
        + "as YYYYMMDD or a time as YYYYMMDDTHHMMSS.")]
    [InlineData("FREQ=WEEKLY;COUNT=2;UNTIL=20260101T000000Z", "A recurrence has COUNT or UNTIL, not both.")]
    public void TryParse_OutOfBounds_NamesThePart(string text, string sentence)
    {
        RecurrenceText.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldBe(sentence);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=FR")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=-1FR,2MO")]
    [InlineData("FREQ=MONTHLY;UNTIL=20261231T120000;BYMONTHDAY=1,-1;WKST=SU")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231T120000Z")]
    public void Format_ParsedRule_IsTheSameText(string text)
    {
        RecurrenceText.TryParse(text, out var rule, out _).ShouldBeTrue();

        RecurrenceText.Format(rule!).ShouldBe(text);
    }

    private static IEnumerable<string> On(DateTimeZone zone, RecurrenceRule rule, string first) => rule
        .Occurrences(Minutes.Parse(first).Value, zone)
        .Select(instant => Minutes.Format(instant.InZone(zone).LocalDateTime));
}
