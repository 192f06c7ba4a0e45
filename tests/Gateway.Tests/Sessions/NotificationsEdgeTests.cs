using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;
using NotificationKind = AudioRooms.Contracts.Notifications.NotificationKind;
using NotificationSettings = AudioRooms.Contracts.Notifications.NotificationSettings;
using NotificationSource = AudioRooms.Contracts.Notifications.NotificationSource;
using QuietHours = AudioRooms.Contracts.Notifications.QuietHours;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>The inbox as seen by a network client, with fake grains.</summary>
public sealed class NotificationsEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private readonly string other = Identifiers.NewId();

    [Fact]
    public async Task ListInbox_NothingSaid_IsTheCallersFirstPage()
    {
        var (me, metadata) = await SignInAsync();

        var page = await host.Notifications.ListInboxAsync(new ListInboxRequest(), metadata);

        host.Cluster.Inbox(me).Listed.ShouldBe((50, null));
        (page.NextPageToken, page.State.UnreadCount).ShouldBe(("more", 1u));
        var entry = page.Entries.ShouldHaveSingleItem();
        (entry.EntryId, entry.Kind, entry.Count, entry.ActorCount).ShouldBe(
            ("one", Wire.V1.NotificationKind.RoomStarted, 3ul, 2ul));
        (entry.Newest[0].RoomId, entry.Newest[0].Actor.Handle, entry.Newest[0].Text).ShouldBe(("r", "ada", "Coffee"));
    }

    [Fact]
    public async Task MarkRead_IdsAndAll_AreTheCallers()
    {
        var (me, metadata) = await SignInAsync();

        await host.Notifications.MarkReadAsync(new MarkReadRequest { EntryIds = { "a", "b" } }, metadata);
        await host.Notifications.MarkAllReadAsync(new MarkAllReadRequest { Version = ulong.MaxValue }, metadata);

        host.Cluster.Inbox(me).Marked.ShouldBe(["a", "b"]);
        host.Cluster.Inbox(me).AllMarked.ShouldBe(long.MaxValue);
    }

    [Fact]
    public async Task Requests_BeyondTheirBounds_AreRefusedByName()
    {
        var (_, metadata) = await SignInAsync();
        var many = new MarkReadRequest();
        many.EntryIds.AddRange(Enumerable.Range(0, 101).Select(index => $"{index}"));
        var inbox = host.Notifications;

        await RefusedAsync(
            "page_size_invalid", async () => await inbox.ListInboxAsync(new ListInboxRequest { PageSize = 101 }, metadata));
        await RefusedAsync("too_many_ids", async () => await inbox.MarkReadAsync(many, metadata));
        await RefusedAsync("source_invalid", async () => await inbox.MuteSourceAsync(new MuteSourceRequest(), metadata));
        await RefusedAsync("source_invalid", async () => await inbox.MuteSourceAsync(
            new MuteSourceRequest { Source = new Wire.V1.NotificationSource { ClubId = "x" } }, metadata));
        await RefusedAsync("source_invalid", async () => await inbox.MuteSourceAsync(
            new MuteSourceRequest { Source = new Wire.V1.NotificationSource { Kind = (Wire.V1.NotificationKind)99 } }, metadata));
        await RefusedAsync("pause_too_long", async () => await inbox.UpdateNotificationSettingsAsync(
            new UpdateNotificationSettingsRequest { PausedUntilUnixMs = long.MaxValue }, metadata));
        await RefusedAsync("asked_person_not_found", async () => await inbox.AskPersonInAsync(
            new AskPersonInRequest { UserId = "me", RoomId = other }, metadata));
        await RefusedAsync("asked_room_not_found", async () => await inbox.AskPersonInAsync(
            new AskPersonInRequest { UserId = other, RoomId = "here" }, metadata));
    }

    [Fact]
    public async Task Settings_ChangeAndRead_KeepWhatIsSaid()
    {
        var (me, metadata) = await SignInAsync();
        var inbox = host.Cluster.Inbox(me);
        inbox.Settings = new NotificationSettings
        {
            QuietHours = new QuietHours(1_320, 420, "Europe/Paris"), MutedSources = [$"club/{other}"],
            MutedKinds = [NotificationKind.Followed],
        };

        await host.Notifications.UpdateNotificationSettingsAsync(
            new UpdateNotificationSettingsRequest
            {
                PausedUntilUnixMs = 0, QuietHours = new Wire.V1.QuietHours { FromMinute = 60, ToMinute = 120, TimeZone = "UTC" },
            },
            metadata);
        var settings = await host.Notifications.GetNotificationSettingsAsync(new GetNotificationSettingsRequest(), metadata);

        inbox.Change.ShouldBe(new NotificationSettingsChange(DateTimeOffset.UnixEpoch, new QuietHours(60, 120, "UTC"), false));
        (settings.PausedUntilUnixMs, settings.QuietHours.FromMinute, settings.QuietHours.TimeZone).ShouldBe(
            (0L, 1_320u, "Europe/Paris"));
        settings.Muted.ShouldBe(
        [
            new Wire.V1.NotificationSource { ClubId = other },
            new Wire.V1.NotificationSource { Kind = Wire.V1.NotificationKind.Followed },
        ]);
    }

    [Fact]
    public async Task MuteSource_EachKindOfSource_IsTheCallersWish()
    {
        var (me, metadata) = await SignInAsync();
        host.Cluster.Club(other).Answer = Announced.Club(other);
        host.Cluster.Event(other).Answer = Announced.Event(other);
        (Wire.V1.NotificationSource, NotificationSource)[] rows =
        [
            (new Wire.V1.NotificationSource { UserId = other }, new NotificationSource($"user/{other}", null)),
            (new Wire.V1.NotificationSource { ClubId = other }, new NotificationSource($"club/{other}", null)),
            (new Wire.V1.NotificationSource { EventId = other }, new NotificationSource($"event/{other}", null)),
            (new Wire.V1.NotificationSource { Kind = Wire.V1.NotificationKind.Digest }, new NotificationSource(
                null, NotificationKind.Digest)),
        ];

        foreach (var (wire, source) in rows)
        {
            await host.Notifications.MuteSourceAsync(new MuteSourceRequest { Source = wire }, metadata);
            host.Cluster.Inbox(me).Muted.ShouldBe((source, true));
            await host.Notifications.UnmuteSourceAsync(new MuteSourceRequest { Source = wire }, metadata);
            host.Cluster.Inbox(me).Muted.ShouldBe((source, false));
        }
    }

    [Fact]
    public async Task MuteSource_WhatIsNotThere_IsRefusedAndUnmutedAllTheSame()
    {
        var (me, metadata) = await SignInAsync();
        var nobody = Identifiers.NewId();
        host.Cluster.User(nobody).Refusal = Contracts.Social.PeopleRejection.NotFound;
        (Wire.V1.NotificationSource, string)[] rows =
        [
            (new Wire.V1.NotificationSource { UserId = nobody }, "person_not_found"),
            (new Wire.V1.NotificationSource { ClubId = nobody }, "club_not_found"),
            (new Wire.V1.NotificationSource { EventId = nobody }, "event_not_found"),
        ];

        foreach (var (wire, code) in rows)
        {
            await RefusedAsync(
                code, async () => await host.Notifications.MuteSourceAsync(new MuteSourceRequest { Source = wire }, metadata));
            host.Cluster.Inbox(me).Muted.ShouldNotBe((WireInbox.Of(wire)!.Value, true));
            await host.Notifications.UnmuteSourceAsync(new MuteSourceRequest { Source = wire }, metadata);
            host.Cluster.Inbox(me).Muted.ShouldBe((WireInbox.Of(wire)!.Value, false));
        }
    }

    [Fact]
    public async Task AskPersonIn_SomebodyAndARoom_IsAskedOfTheirInboxInTheCallersName()
    {
        var (me, metadata) = await SignInAsync();
        var request = new AskPersonInRequest { UserId = other, RoomId = Identifiers.NewId() };

        await host.Notifications.AskPersonInAsync(request, metadata);
        var asked = host.Cluster.Inbox(other).AskedIn.ShouldNotBeNull();
        host.Cluster.Inbox(other).Refusal = InboxRejection.NotFollower;

        (asked.From.Id.Value, asked.Room).ShouldBe((me, new RoomId(request.RoomId)));
        await RefusedAsync("asked_person_not_follower", async () => await host.Notifications.AskPersonInAsync(request, metadata));
    }

    [Fact]
    public async Task WatchInbox_SomethingHappens_IsToldAtOnce()
    {
        var (me, metadata) = await SignInAsync();
        using var call = host.Notifications.WatchInbox(new WatchInboxRequest(), metadata);
        await call.ResponseStream.MoveNext(CancellationToken.None);
        var first = call.ResponseStream.Current;

        host.Cluster.Inbox(me).Notify(7, FakeInbox.Entry("one", 8));
        await call.ResponseStream.MoveNext(CancellationToken.None);

        (first.State.Version, first.News).ShouldBe((7ul, false));
        (call.ResponseStream.Current.State.Version, call.ResponseStream.Current.News).ShouldBe((8ul, true));
        call.ResponseStream.Current.Entries.ShouldHaveSingleItem().EntryId.ShouldBe("one");
    }

    [Fact]
    public async Task WatchInbox_SignedOut_Ends()
    {
        var (_, metadata) = await SignInAsync();
        using var call = host.Notifications.WatchInbox(new WatchInboxRequest { AfterVersion = 3 }, metadata);
        await call.ResponseStream.MoveNext(CancellationToken.None);

        await host.Accounts.SignOutAsync(new SignOutRequest(), metadata);
        var ended = await Should.ThrowAsync<RpcException>(async () => await call.ResponseStream.MoveNext(CancellationToken.None));

        ended.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task WatchInbox_TooManyDevices_IsRefused()
    {
        var (_, metadata) = await SignInAsync();
        var calls = new List<AsyncServerStreamingCall<InboxUpdate>>();
        for (var index = 0; index < InboxWatches.PerPersonMax; index++)
        {
            calls.Add(host.Notifications.WatchInbox(new WatchInboxRequest(), metadata));
            await calls[^1].ResponseStream.MoveNext(CancellationToken.None);
        }

        using var extra = host.Notifications.WatchInbox(new WatchInboxRequest(), metadata);
        var refused = await Should.ThrowAsync<RpcException>(
            async () => await extra.ResponseStream.MoveNext(CancellationToken.None));

        calls.ForEach(call => call.Dispose());
        refused.Trailers.GetValue("refusal-code").ShouldBe("too_many_watches");
    }

    [Fact]
    public void Kinds_OnBothSides_HaveTheSameNumbers() =>
        Enum.GetValues<NotificationKind>().Select(kind => (kind.ToString(), (int)kind))
            .ShouldBe(Enum.GetValues<Wire.V1.NotificationKind>()
                .Where(kind => kind != Wire.V1.NotificationKind.Unspecified)
                .Select(kind => (kind.ToString(), (int)kind)));

    private static async Task RefusedAsync(string code, Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code").ShouldBe(code);

    private async Task<(string UserId, Metadata Metadata)> SignInAsync()
    {
        var metadata = await host.SignInAsync($"n{Identifiers.NewId()[..10]}");
        return ((await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), metadata)).UserId, metadata);
    }
}
