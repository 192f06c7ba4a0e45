using System.Diagnostics;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Notifications;

/// <summary>One user's inbox: decide, save, swap, tell. Many things happen to a popular user at once, several devices show the
/// same unread count, and entries are merged: "Ada and 3 others follow you". If two notifications were decided at the same time,
/// both would start an entry, and devices would show different counts. So the grain takes one call at a time, gives each change a
/// version, and tells the watching gateways which version a change follows; a gateway that missed one notices the gap. Settings
/// and watchers are in memory, entries are read from the tables.</summary>
internal sealed partial class InboxGrain(
    InboxStore store,
    InboxWriter writer,
    IAnnouncements announcements,
    RelationsTable relations,
    PeopleTable people,
    IOptions<InboxLimits> options,
    [ProductClock] TimeProvider time,
    ILogger<InboxGrain> logger) : Grain, IInboxGrain
{
    // A device that is further behind reads the list again.
    private const int ChangesMax = 100;

    private readonly InboxLimits limits = options.Value;
    private Inbox inbox = null!;
    private InboxWatchers watchers = null!;
    private long toldVersion;

    private UserId Id => new(this.GetPrimaryKeyString());

    private DateTimeOffset Now => time.GetUtcNow();

    private DateTimeOffset KeptSince => Now - limits.KeptFor;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        inbox = await store.LoadAsync(Id);
        toldVersion = inbox.Version;
        watchers = new InboxWatchers(Id, time);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        watchers.NotifyMovedAsync();

    public async Task<InboxPage> ListAsync(int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        var (page, next) = await store.ListAsync(Id, KeptSince, pageSize, pageToken);
        return new InboxPage(page.Entries, next, await StateAsync());
    }

    public async Task<InboxState> MarkReadAsync(IReadOnlyList<string> entryIds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entryIds.Count, RequestBounds.IdsMax);
        if (entryIds.Count > 0)
        {
            await ChangeAsync(() => writer.MarkReadAsync(inbox, entryIds, upToVersion: 0), isNews: false);
        }

        return await StateAsync();
    }

    public async Task<InboxState> MarkAllReadAsync(long version)
    {
        await ChangeAsync(() => writer.MarkReadAsync(inbox, entries: null, version), isNews: false);
        return await StateAsync();
    }

    public Task<NotificationSettings> GetSettingsAsync() => Task.FromResult(inbox.Settings);

    public Task<InboxReply<NotificationSettings>> ChangeSettingsAsync(NotificationSettingsChange change) =>
        SaveSettingsAsync(NotificationRules.Change(inbox.Settings, change, limits, Now));

    public Task<InboxReply<NotificationSettings>> SetMutedAsync(NotificationSource source, bool muted) =>
        SaveSettingsAsync(NotificationRules.SetMuted(inbox.Settings, source, muted, limits));

    public Task<InboxState> WatchAsync(string gatewayId, IInboxObserver observer)
    {
        watchers.Expire();
        if (watchers.IsEmpty)
        {
            toldVersion = inbox.Version;
        }

        watchers.Add(gatewayId, observer);
        return StateAsync();
    }

    public Task UnwatchAsync(string gatewayId)
    {
        watchers.Remove(gatewayId);
        return Task.CompletedTask;
    }

    public async Task<InboxChange> ChangesAfterAsync(long version)
    {
        var changes = inbox.CanFollow(version) ? await store.ChangedAfterAsync(Id, version, KeptSince, ChangesMax) : null;
        return new InboxChange(
            version, await StateAsync(), changes?.Entries ?? [], changes?.Removed ?? [], IsNews: false, changes is not null);
    }

    public async Task<InboxReply<InboxState>> AskInAsync(Person from, RoomId room)
    {
        var relation = (await relations.RelationsAsync(Id, [from.Id]))[0];
        if (AskInRules.CheckPerson(await people.FindAsync(Id, Id) is not null, relation) is { } notAsked)
        {
            return notAsked;
        }

        if (AskInRules.CheckPace(await store.CountAskedInAsync(from.Id, Now - TimeSpan.FromHours(1)), limits) is { } tooMany)
        {
            return tooMany;
        }

        return await AskIntoRoomAsync(from, room) is { } rejection ? rejection : await StateAsync();
    }

    public async Task DeliverAsync(Notification notification)
    {
        var now = Now;
        var history = inbox.Wants(notification) ? await store.HistoryAsync(Id, notification, limits, now) : null;
        var delivery = inbox.Deliver(notification, history, limits, now);
        if (!delivery.IsKept)
        {
            return;
        }

        var beganEntry = false;
        await ChangeAsync(
            async () =>
            {
                beganEntry = await writer.AddAsync(inbox, notification, delivery, limits, now);
                return true;
            },
            () => delivery.IsNews(beganEntry));
    }

    public Task WithdrawAsync(string subject, DateTimeOffset before) =>
        ChangeAsync(() => writer.WithdrawAsync(inbox, subject, before), isNews: false);

    public Task DropPersonAsync(UserId person) => ChangeAsync(() => writer.DropPersonAsync(inbox, person), isNews: false);

    public async Task ReleaseAsync()
    {
        if (inbox.SilentUntil(Now) is { } end)
        {
            await writer.PostponeReleaseAsync(Id, end);
            return;
        }

        await ChangeAsync(() => writer.ReleaseAsync(inbox), isNews: true);
    }

    public Task ExpireAsync() => writer.ExpireAsync(Id, limits, Now);

    public async Task ForgetAsync()
    {
        await writer.ForgetAsync(Id, Now);
        DeactivateOnIdle();
    }

    private async Task<InboxRejection?> AskIntoRoomAsync(Person from, RoomId id)
    {
        var room = GrainFactory.GetGrain<IRoomGrain>(id.Value);
        var seen = await room.JoinAsync(from.Id);
        if (AskInRules.CheckRoom(seen.Rejection) is { } rejection)
        {
            return rejection;
        }

        switch (AskInRules.WayIn((await room.JoinAsync(Id)).Rejection))
        {
            case AskInWay.AskRoom:
                return (await room.CommandAsync(from, new AskIn(Id))).IsAccepted ? null : InboxRejection.RoomForbidden;
            case AskInWay.Notify:
                await announcements.PublishAsync(new Announcement(
                    AnnouncementKind.RoomPing, from.Id, $"room/{id}", Now, Recipient: Id, Text: seen.Value!.Card.Title));
                return null;
            case AskInWay.Refuse:
                return InboxRejection.RoomForbidden;
            default:
                throw new UnreachableException();
        }
    }

    private async Task<InboxReply<NotificationSettings>> SaveSettingsAsync(InboxReply<NotificationSettings> reply)
    {
        if (reply.Value is not { } settings)
        {
            return reply;
        }

        var next = inbox.With(settings);
        var silentUntil = next.SilentUntil(Now);
        await SaveAsync(async () =>
        {
            await writer.SaveSettingsAsync(inbox, settings, silentUntil);
            return true;
        });
        inbox = next;
        if (silentUntil is null)
        {
            await ReleaseAsync();
        }

        return settings;
    }

    private Task ChangeAsync(Func<Task<bool>> write, bool isNews) => ChangeAsync(write, () => isNews);

    private async Task ChangeAsync(Func<Task<bool>> write, Func<bool> isNews)
    {
        if (!await SaveAsync(write))
        {
            return;
        }

        inbox = inbox.Changed();
        watchers.Expire();
        if (watchers.IsEmpty)
        {
            return;
        }

        var change = await ChangesAfterAsync(toldVersion);
        if (Inbox.IsWorthTelling(change))
        {
            await watchers.NotifyAsync(change with { IsNews = isNews() });
            toldVersion = inbox.Version;
        }
    }

    private async Task<bool> SaveAsync(Func<Task<bool>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception exception)
        {
            // The change may be stored or not. The next activation reads the tables again.
            LogWriteFailed(exception, Id.Value, inbox.Version + 1);
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task<InboxState> StateAsync() => new(inbox.Version, await store.CountUnreadAsync(Id, KeptSince));
}
