using AudioRooms.Cli.Verbs.Events;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Cli.Tests;

public sealed class StartTextTests
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    // Friday 27 November 2026, 11:00 in Paris.
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 27, 10, 0);

    [Theory]
    // A weekday means the next one whose time is in the future, today included.
    [InlineData("friday 12:00", "2026-11-27 12:00")]
    [InlineData("Friday 10:30", "2026-12-04 10:30")]
    [InlineData("on fri at 12:00", "2026-11-27 12:00")]
    [InlineData("Monday, 9:05", "2026-11-30 09:05")]
    [InlineData("thurs 23:59", "2026-12-03 23:59")]
    // "next" never means today.
    [InlineData("next friday 12:00", "2026-12-04 12:00")]
    [InlineData("next saturday at 8pm", "2026-11-28 20:00")]
    [InlineData("today 20:30", "2026-11-27 20:30")]
    [InlineData("tomorrow noon", "2026-11-28 12:00")]
    [InlineData("tomorrow midnight", "2026-11-28 00:00")]
    [InlineData("12am", "2026-11-28 00:00")]
    [InlineData("12:30 pm", "2026-11-27 12:30")]
    // A time without a date means its next occurrence.
    [InlineData("20:30", "2026-11-27 20:30")]
    [InlineData("10:30", "2026-11-28 10:30")]
    // ISO 8601 dates. A date with an offset is converted to the zone's local time.
    [InlineData("2027-01-15T12:00", "2027-01-15 12:00")]
    [InlineData("2027-01-15 12:00", "2027-01-15 12:00")]
    [InlineData("2027-01-15T12:00:00", "2027-01-15 12:00")]
    [InlineData("2027-01-15T12:00Z", "2027-01-15 13:00")]
    [InlineData("2027-07-15T12:00:00-04:00", "2027-07-15 18:00")]
    public void Read_WhatPeopleSay_IsThisTimeInParis(string text, string expected) =>
        Minutes.Format(StartText.Read(text, DateTimeZoneProviders.Tzdb["Europe/Paris"], Now)!.Value).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("friday")]
    [InlineData("friday 12")]
    [InlineData("fryday 12:00")]
    [InlineData("next 12:00")]
    [InlineData("next tomorrow 12:00")]
    [InlineData("24:00")]
    [InlineData("12:60")]
    [InlineData("13pm")]
    [InlineData("0am")]
    [InlineData("2027-02-30T12:00")]
    [InlineData("2027-01-15")]
    public void Read_AnythingElse_IsNothing(string text) =>
        StartText.Read(text, DateTimeZoneProviders.Tzdb["Europe/Paris"], Now).HasValue.ShouldBeFalse();

    [Fact]
    public void Examples_OfTheDescription_AreUnderstood()
    {
        foreach (var example in new[] { "friday 12:00", "tomorrow 8pm", "next monday 9:30", "20:30" })
        {
            StartText.Examples.ShouldContain(example);
            StartText.Read(example, DateTimeZone.Utc, Now).HasValue.ShouldBeTrue(example);
        }
    }
}
