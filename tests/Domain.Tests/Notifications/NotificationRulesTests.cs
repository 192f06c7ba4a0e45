using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Notifications;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Notifications;

public sealed class NotificationRulesTests
{
    private static readonly InboxLimits Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Notification Started = About(NotificationKind.RoomStarted);

    [Theory]
    [InlineData("user/ada")]
    [InlineData("club/owls")]
    [InlineData("room/r")]
    public void Judge_SourceMuted_IsDropped(string source) => NotificationRules
        .Judge(Started, NotificationSettings.Default with { MutedSources = ["club/others", source] }, default, Limits)
        .ShouldBe(Delivery.Dropped);

    [Fact]
    public void Judge_KindMuted_IsDropped() => NotificationRules
        .Judge(Started, NotificationSettings.Default with { MutedKinds = [NotificationKind.RoomStarted] }, default, Limits)
        .ShouldBe(Delivery.Dropped);

    [Theory]
    [InlineData(NotificationKind.RoomStarted, 9, Delivery.Told)]
    [InlineData(NotificationKind.RoomStarted, 10, Delivery.Digested)]
    [InlineData(NotificationKind.Followed, 19, Delivery.Told)]
    [InlineData(NotificationKind.Followed, 20, Delivery.Digested)]
    public void Judge_SoManyInAnHour_GoesToTheDigestAndIsNotLost(NotificationKind kind, int inLastHour, Delivery expected) =>
        NotificationRules.Judge(About(kind), NotificationSettings.Default, new InboxHistory(false, false, inLastHour), Limits)
            .ShouldBe(expected);

    [Theory]
    [InlineData(NotificationKind.Followed, Delivery.Dropped)]
    [InlineData(NotificationKind.RoomPing, Delivery.Dropped)]
    [InlineData(NotificationKind.StageInvited, Delivery.Told)] // after another raised hand
    [InlineData(NotificationKind.EventMoved, Delivery.Told)] // it moved again
    public void Judge_Repetition_IsToldOnlyWhereItIsNews(NotificationKind kind, Delivery expected) =>
        NotificationRules.Judge(About(kind), NotificationSettings.Default, new InboxHistory(true, true, 0), Limits)
            .ShouldBe(expected);

    [Theory]
    [InlineData(true, true, Delivery.Dropped)]
    [InlineData(true, false, Delivery.Told)]
    [InlineData(false, true, Delivery.Told)]
    public void Judge_HeardSometimes_IsToldOnceInAWhile(
        bool isSparing, bool isActorRecent, Delivery expected) => NotificationRules
        .Judge(Started with { IsSparing = isSparing }, NotificationSettings.Default, new InboxHistory(
            false, isActorRecent, 0), Limits)
        .ShouldBe(expected);

    [Fact]
    public void GroupOf_RoomsOfSeveralPeople_IsOneGroup_AndTheDigestAnother()
    {
        var other = Started with { Actor = new UserId("ben"), Subject = "room/other" };

        NotificationRules.GroupOf(other, Delivery.Told).ShouldBe(NotificationRules.GroupOf(Started, Delivery.Told));
        NotificationRules.GroupOf(other, Delivery.Digested).ShouldNotBe(NotificationRules.GroupOf(Started, Delivery.Told));
    }

    [Fact]
    public void GroupOf_StagesOfTwoRooms_AreTwoGroups()
    {
        var invited = About(NotificationKind.StageInvited);

        NotificationRules.GroupOf(invited with { Subject = "room/other" }, Delivery.Told)
            .ShouldNotBe(NotificationRules.GroupOf(invited, Delivery.Told));
    }

    [Fact]
    public void Change_Pause_IsBoundedAndEnds()
    {
        NotificationRules.Change(NotificationSettings.Default, Until(TimeSpan.FromDays(30)), Limits, Now).Value!.PausedUntil
            .ShouldBe(Now + TimeSpan.FromDays(30));
        NotificationRules.Change(NotificationSettings.Default, Until(TimeSpan.FromDays(31)), Limits, Now).Rejection
            .ShouldBe(InboxRejection.PauseTooLong);
        NotificationRules.Change(NotificationSettings.Default with { PausedUntil = Now.AddDays(1) }, Until(
            TimeSpan.Zero), Limits, Now)
            .Value!.PausedUntil.ShouldBeNull();
    }

    [Fact]
    public void Change_QuietHours_AreSetKeptAndTakenAway()
    {
        var hours = new QuietHours(1_320, 420, "Europe/Paris");
        var quiet = NotificationRules.Change(NotificationSettings.Default, new NotificationSettingsChange(
            QuietHours: hours), Limits, Now).Value!;

        quiet.QuietHours.ShouldBe(hours);
        NotificationRules.Change(quiet, new NotificationSettingsChange(), Limits, Now).Value!.QuietHours.ShouldBe(hours);
        NotificationRules.Change(quiet, new NotificationSettingsChange(NoQuietHours: true), Limits, Now).Value!.QuietHours
            .ShouldBeNull();
        NotificationRules.Change(quiet, new NotificationSettingsChange(
            QuietHours: hours with { TimeZone = "" }), Limits, Now).Rejection
            .ShouldBe(InboxRejection.QuietHoursInvalid);
        NotificationRules.Change(quiet, new NotificationSettingsChange(
            QuietHours: hours with { TimeZone = "europe/paris" }), Limits, Now).Rejection
            .ShouldBe(InboxRejection.QuietHoursZoneInvalid);
        NotificationRules.Change(quiet, new NotificationSettingsChange(
            QuietHours: hours with { ToMinute = 1_320 }), Limits, Now).Rejection
            .ShouldBe(InboxRejection.QuietHoursInvalid);
    }

    [Fact]
    public void SetMuted_Sources_AreBoundedAndRepeatable()
    {
        var full =
            NotificationSettings.Default with { MutedSources = [.. Enumerable.Range(0, 500).Select(index => $"user/{index}")] };

        NotificationRules.SetMuted(full, new NotificationSource("user/one more", null), true, Limits).Rejection
            .ShouldBe(InboxRejection.TooManyMuted);
        NotificationRules.SetMuted(full, new NotificationSource("user/7", null), true, Limits).Value!.MutedSources.Length
            .ShouldBe(500);
        NotificationRules.SetMuted(full, new NotificationSource("user/7", null), false, Limits).Value!.MutedSources.Length
            .ShouldBe(499);
    }

    [Theory]
    [InlineData("user/a", null, true)]
    [InlineData("event/a", null, true)]
    [InlineData("room/a", null, false)]
    [InlineData(null, NotificationKind.Digest, true)]
    [InlineData(null, (NotificationKind)99, false)]
    [InlineData("user/a", NotificationKind.Digest, false)]
    [InlineData(null, null, false)]
    public void CanBeMuted_Source_IsOneThing(string? subject, NotificationKind? kind, bool expected) =>
        NotificationRules.CanBeMuted(new NotificationSource(subject, kind)).ShouldBe(expected);

    private static NotificationSettingsChange Until(TimeSpan after) => new(PausedUntil: Now + after);

    private static Notification About(NotificationKind kind) =>
        new("n1", kind, new UserId("ada"), "room/r", "Coffee", "owls", Now, IsSparing: false);
}
