using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace AudioRooms.Grains.Events;

/// <summary>The shell around <see cref="EventSeries"/>: check that the caller may know of the event, decide, save, swap.
/// Followers and attendees are in a table, not in memory.</summary>
internal sealed partial class EventGrain(
    EventStore store,
    UnreadableRows unreadable,
    IOptions<EventLimits> options,
    [ProductClock] TimeProvider time,
    ILogger<EventGrain> logger) : Grain, IEventGrain
{
    private readonly EventLimits limits = options.Value;
    private EventSeries? series;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        series = await store.LoadAsync(Id);
        if (series?.Fault() is { } fault)
        {
            unreadable.LeftOut(EventRow.Table, Id, fault);
        }
    }

    public async Task<EventReply<EventView>> ScheduleAsync(ScheduleEvent command)
    {
        if (series is not null)
        {
            return EventRejection.AlreadyExists;
        }

        var now = time.GetUtcNow();
        var decision = EventSeries.Schedule(Id, command, limits, now);
        if (!decision.IsAccepted)
        {
            return Refused(decision.Refusal.Value);
        }

        var standing = await EventClubs.StandingAsync(GrainFactory, command, command.Host.Id);
        if (EventVisibility.CheckClub(command, standing) is { } refused)
        {
            return refused;
        }

        if (await SaveAsync(decision.Next, () => store.InsertAsync(decision.Next, limits.OpenCountMax, now)) is { } rejection)
        {
            return rejection;
        }

        series = decision.Next;
        return await ViewAsync(series, command.Host.Id, zone: null);
    }

    public async Task<EventReply<EventView>> GetAsync(UserId viewer, string zone)
    {
        DateTimeZone? shownIn = null;
        if (zone.Length > 0 && !ZonedTime.TryFindZone(zone, out shownIn))
        {
            return Refused(new EventRefusal(EventRejection.ZoneInvalid, ZonedTime.UnknownSentence(zone)));
        }

        return await FindAsync(viewer) is { } found ? await ViewAsync(found, viewer, shownIn) : EventRejection.NotFound;
    }

    public Task<EventReply<EventView>> EditAsync(UserId actor, ScheduleEvent plan) =>
        DecideAsync(actor, series => series.Edit(actor, plan, limits, time.GetUtcNow()));

    public Task<EventReply<EventView>> ChangeAsync(UserId actor, long occurrence, OccurrenceEdit edit) =>
        DecideAsync(actor, series => series.Change(actor, occurrence, edit, limits, time.GetUtcNow()));

    public Task<EventReply<EventView>> CancelAsync(UserId actor) =>
        DecideAsync(actor, series => series.Cancel(actor, time.GetUtcNow()));

    public async Task<EventReply<EventView>> StartAsync(Person actor, long occurrence)
    {
        if (await FindAsync(actor.Id) is not { } found)
        {
            return EventRejection.NotFound;
        }

        var decision = found.Start(actor.Id, occurrence, RoomOf(occurrence), limits, time.GetUtcNow());
        if (decision is { IsAccepted: true } && !ReferenceEquals(decision.Next, found))
        {
            // The room is created first. If storing the event then fails, a second attempt finds the room.
            var room = await GrainFactory.GetGrain<IRoomGrain>(RoomOf(occurrence).Value)
                .CreateAsync(found.RoomFor(actor, occurrence));
            if (room.Rejection == RoomRejection.ClubRefused)
            {
                // The club was closed after the event was scheduled.
                return EventRejection.ClubRefused;
            }

            if (!room.IsAccepted && room.Rejection != RoomRejection.AlreadyExists)
            {
                throw new InvalidOperationException($"Event {Id}: its room refused to open: {room.Rejection}.");
            }
        }

        return await CommitAsync(found, decision, actor.Id);
    }

    public async Task<EventReply<EventView>> FollowAsync(UserId user, bool follows, TimeSpan? remindBefore)
    {
        var lead = remindBefore ?? limits.RemindBefore;
        if (!EventMoments.IsLead(lead))
        {
            return EventRejection.ReminderInvalid;
        }

        if (await FindAsync(user) is not { } found)
        {
            return EventRejection.NotFound;
        }

        if (found.CheckFollow(follows) is { } rejection)
        {
            return rejection;
        }

        await store.SetTieAsync(Id, user, EventTie.Follows, 0, follows, lead);
        return await ViewAsync(found, user, zone: null);
    }

    public async Task<EventReply<EventView>> AttendAsync(UserId user, long occurrence, bool attends, TimeSpan? remindBefore)
    {
        var lead = remindBefore ?? limits.RemindBefore;
        if (!EventMoments.IsLead(lead))
        {
            return EventRejection.ReminderInvalid;
        }

        if (await FindAsync(user) is not { } found)
        {
            return EventRejection.NotFound;
        }

        if (attends && found.CheckAttend(occurrence, limits, time.GetUtcNow()) is { } rejection)
        {
            return rejection;
        }

        await store.SetTieAsync(Id, user, EventTie.Attends, occurrence, attends, lead);
        return await ViewAsync(found, user, zone: null);
    }

    public async Task ForgetAsync(UserId user)
    {
        if (series is { } found && (found.IsHost(user) || found.AllGuests().Contains(user)))
        {
            await CommitAsync(found, found.Forget(user, time.GetUtcNow()), user);
        }
    }

    /// <summary>The room id of an occurrence is computed from its id, so that opening it twice opens one room.</summary>
    private RoomId RoomOf(long occurrence) =>
        new(Identifiers.FromBits(
            SHA256.HashData(Encoding.UTF8.GetBytes($"event/{Id}/{occurrence}")).AsSpan(0, Identifiers.Bytes)));

    private async Task<EventSeries?> FindAsync(UserId user) =>
        series is { } found && await EventClubs.IsVisibleAsync(GrainFactory, found, user) ? found : null;

    private async Task<EventReply<EventView>> DecideAsync(UserId actor, Func<EventSeries, EventDecision> decide) =>
        await FindAsync(actor) is { } found ? await CommitAsync(found, decide(found), actor) : EventRejection.NotFound;

    private async Task<EventReply<EventView>> CommitAsync(EventSeries found, EventDecision decision, UserId viewer)
    {
        if (!decision.IsAccepted)
        {
            return Refused(decision.Refusal.Value);
        }

        if (!ReferenceEquals(decision.Next, found))
        {
            await SaveAsync(decision.Next, async () =>
            {
                await store.UpdateAsync(found, decision.Next, viewer, time.GetUtcNow());
                return null;
            });
            series = decision.Next;
        }

        return await ViewAsync(decision.Next, viewer, zone: null);
    }

    private static EventReply<EventView> Refused(EventRefusal refusal) =>
        new(null, refusal.Rejection) { Sentence = refusal.Sentence };

    private Task<EventView> ViewAsync(EventSeries of, UserId viewer, DateTimeZone? zone) =>
        EventViews.OfAsync(store, of, viewer, zone, limits, time.GetUtcNow());

    private async Task<EventRejection?> SaveAsync(EventSeries next, Func<Task<EventRejection?>> save)
    {
        try
        {
            return await save();
        }
        catch (Exception exception)
        {
            // The change may be stored or not. The next activation reads the table again.
            LogSaveFailed(exception, Id, next.Version);
            DeactivateOnIdle();
            throw;
        }
    }
}
