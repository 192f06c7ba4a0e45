using System.Globalization;
using AudioRooms.Domain.Events;

namespace AudioRooms.Domain.Tests.Events;

public sealed class RecurrenceTests
{
    private const string Minutes = "yyyy-MM-dd HH:mm";

    [Theory]
    // Every Friday at noon.
    [InlineData("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "2026-01-02 12:00", "2026-01-02 12:00|2026-01-09 12:00|2026-01-16 12:00")]
    // The rule's weekday defaults to that of the first occurrence.
    [InlineData("FREQ=WEEKLY;COUNT=2", "2026-01-07 20:30", "2026-01-07 20:30|2026-01-14 20:30")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "2026-01-05 08:00", "2026-01-05 08:00|2026-01-07 08:00|2026-01-12 08:00|2026-01-14 08:00")]
    // RFC 5545 shows how WKST decides what every second week is: Tuesday and Sunday from Tuesday 5 August 1997.
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 09:00", "1997-08-05 09:00|1997-08-10 09:00|1997-08-19 09:00|1997-08-24 09:00")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 09:00", "1997-08-05 09:00|1997-08-17 09:00|1997-08-19 09:00|1997-08-31 09:00")]
    [InlineData("FREQ=DAILY;INTERVAL=10;COUNT=3", "2026-02-20 09:00", "2026-02-20 09:00|2026-03-02 09:00|2026-03-12 09:00")]
    // First Friday and last Friday of the month.
    [InlineData("FREQ=MONTHLY;BYDAY=1FR;COUNT=3", "2026-01-02 12:00", "2026-01-02 12:00|2026-02-06 12:00|2026-03-06 12:00")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-30 12:00", "2026-01-30 12:00|2026-02-27 12:00|2026-03-27 12:00")]
    // Months without a 31st are left out; the last day is in every month.
    [InlineData("FREQ=MONTHLY;COUNT=3", "2026-01-31 12:00", "2026-01-31 12:00|2026-03-31 12:00|2026-05-31 12:00")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-31 12:00", "2026-01-31 12:00|2026-02-28 12:00|2026-03-31 12:00")]
    [InlineData("FREQ=YEARLY;COUNT=2", "2024-02-29 12:00", "2024-02-29 12:00|2028-02-29 12:00")]
    // UNTIL as a date includes that day.
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2026-01-01 23:30", "2026-01-01 23:30|2026-01-02 23:30|2026-01-03 23:30")]
    // A first occurrence that the rule would not select counts all the same.
    [InlineData("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-01-01 12:00", "2026-01-01 12:00|2026-01-02 12:00")]
    public void Occurrences_Rule_GivesTheseWallClockTimes(string text, string first, string expected)
    {
        RecurrenceText.TryParse(text, out var rule, out var error).ShouldBeTrue(error);

        var occurrences = rule!.Occurrences(Local(first)).Select(time => time.ToString(Minutes, CultureInfo.InvariantCulture));

        string.Join('|', occurrences).ShouldBe(expected);
    }

    [Fact]
    public void Occurrences_NoEnd_StopsAtTheBound() =>
        new RecurrenceRule { Frequency = RecurrenceFrequency.Daily }.Occurrences(Local("2026-01-01 12:00"))
            .Count().ShouldBe(RecurrenceRule.OccurrencesMax);

    [Fact]
    public void Occurrences_DayThatNeverComesAgain_Ends() =>
        new RecurrenceRule { Frequency = RecurrenceFrequency.Monthly, Interval = 12, ByMonthDay = [31] }
            .Occurrences(Local("2026-02-28 12:00")).ShouldHaveSingleItem();

    [Fact]
    public void Occurrences_LongestInterval_StaysInTheCalendar() =>
        new RecurrenceRule { Frequency = RecurrenceFrequency.Yearly, Interval = 99 }
            .Occurrences(Local("2026-02-28 12:00")).ShouldHaveSingleItem();

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
    [InlineData("FREQ=WEEKLY;BYDAY=FR")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=-1FR,2MO")]
    [InlineData("FREQ=MONTHLY;UNTIL=20261231T120000;BYMONTHDAY=1,-1;WKST=SU")]
    public void Format_ParsedRule_IsTheSameText(string text)
    {
        RecurrenceText.TryParse(text, out var rule, out _).ShouldBeTrue();

        RecurrenceText.Format(rule!).ShouldBe(text);
    }

    private static DateTime Local(string text) => DateTime.ParseExact(text, Minutes, CultureInfo.InvariantCulture);
}
