using AudioRooms.Contracts.Notifications;
using AudioRooms.Domain.Notifications;

namespace AudioRooms.Domain.Tests.Notifications;

public sealed class QuietTimeTests
{
    [Theory]
    [InlineData("2026-01-15T21:59+01:00", "22:00", "07:00", null)]
    [InlineData("2026-01-15T22:00+01:00", "22:00", "07:00", "2026-01-16T07:00+01:00")] // over midnight
    [InlineData("2026-01-16T06:59+01:00", "22:00", "07:00", "2026-01-16T07:00+01:00")]
    [InlineData("2026-01-16T07:00+01:00", "22:00", "07:00", null)]
    [InlineData("2026-01-15T12:30+01:00", "12:00", "13:00", "2026-01-15T13:00+01:00")] // within a day
    [InlineData("2026-01-15T13:00+01:00", "12:00", "13:00", null)]
    [InlineData("2026-01-15T11:30Z", "12:00", "13:00", "2026-01-15T13:00+01:00")] // by the person's local time
    [InlineData("2026-03-28T23:00+01:00", "22:00", "07:00", "2026-03-29T07:00+02:00")] // the night in which the clocks go forward
    [InlineData("2026-10-24T23:00+02:00", "22:00", "07:00", "2026-10-25T07:00+01:00")] // the night in which the clocks go back
    public void EndOf_QuietHoursInParis_FollowTheWallClock(string now, string from, string to, string? end) =>
        QuietTime.EndOf(NotificationSettings.Default with { QuietHours = Hours(from, to, "Europe/Paris") }, At(now))
            .ShouldBe(end is null ? null : At(end));

    [Theory]
    // Morocco's clocks went forward on 14 April 2024, from 02:00 to 03:00, so an end at 02:30 is 03:30 by the new clock.
    [InlineData("Africa/Casablanca", "2024-04-14T01:00Z", "2024-04-14T02:30Z")]
    // An earlier version of the server stored the name as it was typed.
    [InlineData("africa/casablanca", "2024-04-14T01:00Z", "2024-04-14T02:30Z")]
    // An unknown zone must not silence anybody for ever.
    [InlineData("Mars/Base", "2024-04-14T01:00Z", null)]
    public void EndOf_QuietHoursInOtherZones_FollowTheirClock(string zone, string now, string? end) =>
        QuietTime.EndOf(NotificationSettings.Default with { QuietHours = Hours("22:00", "02:30", zone) }, At(now))
            .ShouldBe(end is null ? null : At(end));

    [Fact]
    public void EndOf_EndInTheHourThatComesTwice_IsAlwaysAhead()
    {
        // 02:30 occurs twice on this night. At the second time the quiet hours are already over.
        var settings = NotificationSettings.Default with { QuietHours = Hours("22:00", "02:30", "Europe/Paris") };
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var now = At("2026-10-24T12:00+02:00").AddMinutes(minute);

            (QuietTime.EndOf(settings, now) is not { } end || end > now).ShouldBeTrue($"{now:o}");
        }
    }

    [Theory]
    [InlineData("2026-01-15T21:00+01:00", "2026-01-15T21:30+01:00", "2026-01-15T21:30+01:00")]
    [InlineData("2026-01-15T21:00+01:00", "2026-01-15T23:00+01:00", "2026-01-16T07:00+01:00")] // the pause ends in quiet hours
    [InlineData("2026-01-15T23:30+01:00", "2026-01-15T23:45+01:00", "2026-01-16T07:00+01:00")] // and within them
    [InlineData("2026-01-15T21:00+01:00", "2026-01-15T20:00+01:00", null)] // over
    public void EndOf_PauseAndQuietHours_AreOneSilence(string now, string pausedUntil, string? end) =>
        QuietTime.EndOf(
            NotificationSettings.Default with
            {
                PausedUntil = At(pausedUntil), QuietHours = Hours("22:00", "07:00", "Europe/Paris"),
            },
            At(now)).ShouldBe(end is null ? null : At(end));

    [Theory]
    [InlineData(0, 1, "Europe/Paris", true)]
    [InlineData(1_439, 0, "Asia/Kolkata", true)]
    [InlineData(60, 60, "Europe/Paris", false)]
    [InlineData(-1, 60, "Europe/Paris", false)]
    [InlineData(0, 1_440, "Europe/Paris", false)]
    [InlineData(0, 60, "Romance Standard Time", false)] // a Windows name
    [InlineData(0, 60, "Mars/Base", false)]
    [InlineData(0, 60, "europe/paris", false)]
    [InlineData(0, 60, "right/Europe/Paris", false)]
    public void IsValid_Hours_AreTwoMinutesOfADayInAZone(int from, int to, string zone, bool expected) =>
        QuietTime.IsValid(new QuietHours(from, to, zone)).ShouldBe(expected);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static QuietHours Hours(string from, string to, string zone) => new(Minute(from), Minute(to), zone);

    private static int Minute(string text) =>
        (int)TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;
}
