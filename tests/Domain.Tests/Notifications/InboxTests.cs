using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Notifications;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Notifications;

public sealed class InboxTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly InboxLimits Limits = new();
    private static readonly UserId Ben = new("ben");
    private static readonly Notification Followed =
        new("n", NotificationKind.Followed, new UserId("ada"), "user/ada", string.Empty, Club: null, Now, IsSparing: false);

    private static readonly InboxHistory Empty = new(false, false, 0);
    private static readonly Inbox Open = new(Ben, 7, NotificationSettings.Default);

    [Fact]
    public void Deliver_SomethingNew_IsToldNow() =>
        Open.Deliver(Followed, Empty, Limits, Now).ShouldBe(new InboxDelivery(Delivery.Told, HeldUntil: null));

    [Fact]
    public void Deliver_WhatTheOwnerDid_IsDropped()
    {
        Open.Wants(Followed with { Actor = Ben }).ShouldBeFalse();
        Open.Deliver(Followed with { Actor = Ben }, Empty, Limits, Now).IsKept.ShouldBeFalse();
    }

    [Fact]
    public void Deliver_WhatTheOwnerMuted_IsDropped()
    {
        var inbox = Open with { Settings = NotificationSettings.Default with { MutedSources = ["user/ada"] } };

        inbox.Wants(Followed).ShouldBeFalse();
        inbox.Deliver(Followed, Empty, Limits, Now).IsKept.ShouldBeFalse();
    }

    [Fact]
    public void Deliver_WhatWasDeliveredBefore_IsDropped() =>
        Open.Deliver(Followed, history: null, Limits, Now).IsKept.ShouldBeFalse();

    [Fact]
    public void Deliver_DuringAPause_IsHeldUntilItsEnd()
    {
        var until = Now.AddHours(2);
        var inbox = Open with { Settings = NotificationSettings.Default with { PausedUntil = until } };

        inbox.Deliver(Followed, Empty, Limits, Now).ShouldBe(new InboxDelivery(Delivery.Told, until));
        inbox.Deliver(Followed, Empty, Limits, until).HeldUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData(Delivery.Told, false, true)]
    [InlineData(Delivery.Told, true, true)]
    [InlineData(Delivery.Digested, true, true)]
    [InlineData(Delivery.Digested, false, false)] // too many of this kind in a short time
    public void IsNews_OfADelivery_IsEverythingButAGrowingDigest(Delivery delivery, bool beganEntry, bool expected) =>
        new InboxDelivery(delivery, null).IsNews(beganEntry).ShouldBe(expected);

    [Fact]
    public void With_OtherSettings_IsTheNextVersion()
    {
        var settings = NotificationSettings.Default with { PausedUntil = Now.AddHours(1) };

        var next = Open.With(settings);

        next.ShouldBe(new Inbox(Ben, 8, settings));
        next.SilentUntil(Now).ShouldBe(Now.AddHours(1));
        Open.Changed().Version.ShouldBe(8);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(0, true)]
    [InlineData(8, false)]
    public void CanFollow_AVersion_IsNoneThatTheInboxNeverHad(long version, bool expected) =>
        Open.CanFollow(version).ShouldBe(expected);

    [Theory]
    [InlineData(true, 0, false)] // held back
    [InlineData(true, 1, true)]
    [InlineData(false, 0, true)] // too much to tell: read the list
    public void IsWorthTelling_AChange_ShowsSomething(bool isWhole, int removed, bool expected)
    {
        var change = new InboxChange(6, new InboxState(7, 0), [], [.. Enumerable.Repeat("e", removed)], IsNews: false, isWhole);

        Inbox.IsWorthTelling(change).ShouldBe(expected);
    }
}
