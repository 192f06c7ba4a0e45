using AudioRooms.Contracts.Notifications;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Events;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Notifications;

/// <summary>Delivers announcements to inboxes in pages of 100 people. Each page is a piece of work of its own, so an actor with a
/// million followers takes memory for 100, and a failure repeats one page.</summary>
internal sealed class InboxNotifier(
    SqlDatabase database,
    ISchedule schedule,
    IGrainFactory grains,
    InboxAudienceFinder finder,
    InboxAudience audiences,
    EventStore events) : IAnnouncementConsumer, IScheduledWorkHandler
{
    private const int PageSize = 100;

    public string Kind => InboxWork.TellKind;

    public async Task ConsumeAsync(Announcement a, string id, CancellationToken ct)
    {
        var work = new List<ScheduledWork>();
        if (await WithdrawsBeforeAsync(a) is { } before)
        {
            work.Add(InboxWork.Withdraw(new WithdrawWork(a.Subject, before)));
        }

        if (AudienceRules.KindOf(a.Kind) is not null)
        {
            work.Add(InboxWork.Notify(new NotifyWork(id, a, string.Empty)));
        }

        if (work.Count == 0)
        {
            return;
        }

        await database.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var piece in work)
                {
                    await schedule.PutAsync(connection, transaction, piece);
                }
            },
            ct);
        schedule.Wake();
    }

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var page = InboxWork.Read<NotifyWork>(work);
        if (await finder.OfAsync(page.Announcement) is not { } audience)
        {
            return;
        }

        var listeners = await audiences.PageAsync(audience, page.After, PageSize);
        await Task.WhenAll(listeners.Select(listener => DeliverAsync(page, listener)));
        if (listeners.Count == PageSize)
        {
            await database.WriteAsync(
                (connection, transaction) => schedule.PutAsync(
                    connection, transaction, InboxWork.Notify(page with { After = listeners[^1].UserId.Value })),
                ct);
            schedule.Wake();
        }
    }

    private Task DeliverAsync(NotifyWork page, Listener listener) => grains.GetGrain<IInboxGrain>(listener.UserId.Value)
        .DeliverAsync(AudienceRules.NotificationOf(page.Announcement, page.Id, listener.IsSparing));

    private async Task<DateTimeOffset?> WithdrawsBeforeAsync(Announcement a) => AudienceRules.WithdrawsBefore(
        a, AudienceRules.SourceOf(a.Kind) == AudienceSource.Event ? await events.LoadAsync(AudienceRules.IdOf(a.Subject)) : null);
}
