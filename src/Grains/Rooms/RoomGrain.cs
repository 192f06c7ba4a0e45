using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// The shell around <see cref="Room"/>: decide, save, swap, tell. Not reentrant, so a decision always sees the newest state. Sound does
/// not pass here: speaker and listener grains are separate.
/// </summary>
internal sealed partial class RoomGrain(
    IRoomJournal journal,
    IStageRelations relations,
    IOptions<RoomLimits> options,
    TimeProvider time,
    ILogger<RoomGrain> logger) : Grain, IRoomGrain
{
    // A client further behind than this takes the view instead.
    private const int ReplayLengthMax = 256;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(5);

    private readonly RoomLimits limits = options.Value;
    private readonly RoomPresence presence = new();
    private RoomPosts posts = null!;
    private Room? room;
    private RoomView? view;
    private DateTimeOffset loadedAt;

    private RoomId Id => new(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        room = Room.Replay(await journal.ReadAsync(Id, afterVersion: 0));
        posts = new RoomPosts(Id, GrainFactory, time, logger);

        // After a crash nobody is connected yet: everybody on stage has the grace period to come back.
        loadedAt = time.GetUtcNow();
        if (room is not null)
        {
            presence.Expect(room, loadedAt);
        }

        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod));
    }

    public async Task<RoomReply<RoomView>> CreateAsync(CreateRoom command)
    {
        if (room is not null)
        {
            return RoomRejection.AlreadyExists;
        }

        return await CommitAsync(Room.Create(Id, command, limits, time.GetUtcNow()));
    }

    public Task<RoomReply<RoomView>> GetAsync() => Task.FromResult<RoomReply<RoomView>>(
        room is null ? RoomRejection.NotFound : View(room));

    public async Task<RoomReply<RoomView>> JoinAsync(UserId user)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var isFollowed = room.Settings.Kind == RoomKind.Social && await relations.IsFollowedAsync(room.Stage, user);
        return room.Admit(user, isFollowed, presence.ListenerCount, limits) is { } rejection ? rejection : View(room);
    }

    public async Task<RoomReply<RoomView>> CommandAsync(Person actor, RoomCommand command)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var isFollowed = command is RaiseHand
            && room.Settings.HandPolicy == HandPolicy.Followed
            && await relations.IsFollowedAsync(room.Stage, actor.Id);
        var now = time.GetUtcNow();
        var reply = await CommitAsync(room.Decide(actor, command, isFollowed, limits, now));
        if (reply.IsAccepted && command is RaiseHand)
        {
            presence.Expect(actor.Id, now);
        }

        return reply;
    }

    public async Task<RoomReply<StageGrant>> TakeStageAsync(Person person)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var now = time.GetUtcNow();
        var reply = await CommitAsync(room.TakeStage(person, limits, now));
        if (!reply.IsAccepted)
        {
            return reply.Rejection.Value;
        }

        presence.Expect(person.Id, now);
        return new StageGrant(Id, person.Id, room.LastSource, room.Stage.Epoch, reply.Value);
    }

    public async Task<RoomReply<RoomView>> LeaveStageAsync(UserId user) => room is null
        ? RoomRejection.NotFound
        : await CommitAsync(room.LeaveStage(user, time.GetUtcNow()));

    public async Task<RoomReply<RoomView>> SetMutedAsync(UserId user, bool muted) => room is null
        ? RoomRejection.NotFound
        : await CommitAsync(room.SetMuted(user, muted, time.GetUtcNow()));

    public async Task<RoomReply<RoomView>> EndAsync(UserId user) => room is null
        ? RoomRejection.NotFound
        : await CommitAsync(room.End(user, time.GetUtcNow()));

    public async Task<IReadOnlyList<RoomEvent>?> EventsAfterAsync(long version)
    {
        if (room is null || version >= room.Version)
        {
            return [];
        }

        return version < 0 || room.Version - version > ReplayLengthMax ? null : await journal.ReadAsync(Id, version);
    }

    public Task<RoomReply<RoomView>> AttachPostAsync(string gatewayId)
    {
        if (room is null)
        {
            return Task.FromResult<RoomReply<RoomView>>(RoomRejection.NotFound);
        }

        posts.Attach(gatewayId);
        return Task.FromResult<RoomReply<RoomView>>(View(room));
    }

    public Task DetachPostAsync(string gatewayId)
    {
        posts.Detach(gatewayId);
        presence.Forget(gatewayId);
        return Task.CompletedTask;
    }

    public Task ReportPresenceAsync(PostPresence report)
    {
        posts.Seen(report.GatewayId);
        presence.Report(report, time.GetUtcNow());
        return Task.CompletedTask;
    }

    private async Task<RoomReply<RoomView>> CommitAsync(RoomDecision decision)
    {
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        if (decision.Events.Length > 0)
        {
            try
            {
                await journal.AppendAsync(decision.Next, decision.Events);
            }
            catch (Exception exception)
            {
                // It may be stored or not: whoever comes next reads the journal anew.
                LogAppendFailed(exception, Id.Value, decision.Next.Version);
                DeactivateOnIdle();
                throw;
            }

            room = decision.Next;
            view = null;
            await posts.TellAsync(decision.Events, View(room));
        }

        return View(decision.Next);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var gatewayId in posts.RemoveExpired())
        {
            presence.Forget(gatewayId);
        }

        if (room is { Phase: RoomPhase.Live })
        {
            bool IsGone(UserId user) => presence.IsGone(user, now, limits.SpeakerGrace);
            await CommitAsync(room
                .ClearStage(IsGone, now)
                .Then(cleared => cleared.ClearHands(IsGone, now))
                .Then(cleared => cleared.KeepHosted(loadedAt, limits, now)));
        }
    }

    // Ordering the hands is worth doing once per change, not once per join.
    private RoomView View(Room of)
    {
        view ??= of.ToView(presence.ListenerCount);
        return view.Card.ListenerCount == presence.ListenerCount
            ? view
            : view = view with { Card = view.Card with { ListenerCount = presence.ListenerCount } };
    }
}
