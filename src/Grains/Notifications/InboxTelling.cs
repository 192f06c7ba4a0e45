using AudioRooms.Contracts.Notifications;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Events;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Notifications;

/// <summary>
/// Brings announcements into inboxes: a page of 100 people at a time, each page a piece of work of its own, so that a person with a million
/// followers costs memory for 100 and a failure repeats one page.
/// </summary>
internal sealed class InboxTelling(
    SqlDatabase database, ISchedule schedule, IGrainFactory grains, InboxAudienceRules rules, InboxAudience audiences, EventStore events)
    : IAnnouncementConsumer, IScheduledWorkHandler
{
    private const int PageSize = 100;

    public string Kind => InboxWork.TellKind;

    public async Task ConsumeAsync(Announcement a, string id, CancellationToken ct)
    {
        ScheduledWork[] work =
        [
            .. await IsOverAsync(a) ? [InboxWork.Withdraw(new WithdrawWork(a.Subject, a.At + LastMoment(a)))] : Array.Empty<ScheduledWork>(),
            .. InboxAudienceRules.KindOf(a.Kind) is not null ? [InboxWork.Tell(new TellWork(id, a, string.Empty))] : Array.Empty<ScheduledWork>(),
        ];
        if (work.Length == 0)
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
        var page = InboxWork.Read<TellWork>(work);
        if (await rules.OfAsync(page.Announcement) is not { } audience)
        {
            return;
        }

        var listeners = await audiences.PageAsync(audience, page.After, PageSize);
        await Task.WhenAll(listeners.Select(listener => DeliverAsync(page, listener)));
        if (listeners.Count == PageSize)
        {
            await database.WriteAsync(
                (connection, transaction) => schedule.PutAsync(
                    connection, transaction, InboxWork.Tell(page with { After = listeners[^1].UserId.Value })),
                ct);
            schedule.Wake();
        }
    }

    private Task DeliverAsync(TellWork page, Listener listener)
    {
        var a = page.Announcement;
        return grains.GetGrain<IInboxGrain>(listener.UserId.Value).DeliverAsync(new Notification(
            page.Id,
            InboxAudienceRules.KindOf(a.Kind)!.Value,
            a.Actor,
            a.Subject,
            a.Text ?? string.Empty,
            a.Club,
            a.At,
            listener.IsSparing && a.Kind == AnnouncementKind.RoomStarted));
    }

    // What a room was announced with in its last millisecond goes too; that an event is cancelled is told, and stays.
    private static TimeSpan LastMoment(Announcement a) => a.Kind == AnnouncementKind.RoomEnded ? TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;

    // A cancelled occurrence leaves what was said of the others of its series.
    private async Task<bool> IsOverAsync(Announcement a) => a.Kind == AnnouncementKind.RoomEnded
        || (a.Kind == AnnouncementKind.EventCancelled
            && await events.LoadAsync(InboxAudienceRules.IdOf(a.Subject)) is null or { CancelledAt: not null });
}
