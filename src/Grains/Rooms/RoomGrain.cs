using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Rooms;

/// <summary>The shell around <see cref="Room"/>: decide, save, swap, tell. Many people command a room at once, and a command must
/// neither be lost nor carried out twice when a silo dies. If it were answered before it was stored, a crash would undo what
/// people saw; if gateways were told before, they would show what never happened. So the order is fixed, and the grain is not
/// reentrant: a decision always sees the newest state. A repeated command with the same key gets its earlier answer. Audio does
/// not pass through this grain, so fifty packets a second never wait for a command.</summary>
internal sealed partial class RoomGrain(
    IRoomJournal journal,
    StageHolderTable holderTable,
    IStageRelations relations,
    IOptions<RoomLimits> options,
    RoomMetrics metrics,
    LocalRooms localRooms,
    [ProductClock] TimeProvider time,
    ILogger<RoomGrain> logger) : Grain, IRoomGrain
{
    // A client that is further behind takes the view instead.
    private const int ReplayLengthMax = 256;

    // A device repeats an unanswered command within a minute. A full room that raises its hands at once makes a few thousand
    // commands.
    private const int AnswersKept = 4_096;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(5);

    private readonly RoomLimits limits = options.Value;
    private readonly RoomPresence presence = new();
    private readonly AnsweredCommands answers = new(AnswersKept);
    private AttachedGateways gateways = null!;
    private StageHolders holders = null!;

    // Epoch of the last stage that took a person off. It must hold everywhere before that is acknowledged.
    private long takenOffAt;
    private Room? room;
    private RoomView? view;
    private DateTimeOffset loadedAt;
    private bool isGivenUp;
    private LocalRoom? here;

    private RoomId Id => new(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        room = await journal.LoadAsync(Id);
        answers.Load(await journal.ReadCommandsAsync(Id, AnswersKept));
        holders = new StageHolders(Id, holderTable, metrics, time, logger);
        gateways = new AttachedGateways(Id, GrainFactory, holders, time, logger);
        foreach (var holder in await holders.LoadAsync())
        {
            gateways.Register(holder);
        }

        // After a crash nobody is connected yet. Everybody on stage has the grace period to come back.
        loadedAt = time.GetUtcNow();
        if (room is not null)
        {
            presence.Expect(room, loadedAt);
            takenOffAt = room.Stage.Epoch;
        }

        here = localRooms.Add(GrainContext);
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod));
    }

    /// <summary>The room of a silo that leaves is woken on another one at once, not when somebody asks for it.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (here is not null)
        {
            localRooms.Remove(here);
        }

        if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown && localRooms.HasElsewhere?.Invoke() == true)
        {
            this.MigrateOnIdle();
        }

        return Task.CompletedTask;
    }

    public async Task<RoomReply<RoomView>> CreateAsync(CreateRoom command)
    {
        if (room is not null)
        {
            return RoomRejection.AlreadyExists;
        }

        RoomClub? club = null;
        if (command.ClubId is { } clubId)
        {
            club = ClubRoomRules.Agree(clubId, command, await relations.StandingInAsync(clubId, command.Owner.Id));
            if (club is null)
            {
                return RoomRejection.ClubRefused;
            }
        }

        return await CommitAsync(Room.Create(Id, command, limits, time.GetUtcNow(), club));
    }

    public Task<RoomReply<RoomView>> GetAsync() => Task.FromResult<RoomReply<RoomView>>(
        room is null ? RoomRejection.NotFound : View(room));

    public async Task<RoomReply<RoomView>> CommandAsync(Person actor, RoomCommand command, string? key = null)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var keyed = key is null ? null : KeyedCommand.Of(actor.Id, key, CommandPrint.Of(command));
        var takesOff = command is MoveDown or MuteSpeaker or MuteAll or RemovePerson;
        if (await FindAnswerAsync(keyed) is { } former)
        {
            return takesOff ? Settling(ReplyOf(former)) : ReplyOf(former);
        }

        var isFollowed = command is RaiseHand
            && room.Settings.HandPolicy == HandPolicy.Followed
            && (await relations.AcquaintanceAsync(room.DoorKeepers, actor.Id)).IsFollowed;
        var now = time.GetUtcNow();
        var reply = await CommitAsync(room.Decide(actor, command, isFollowed, limits, now), keyed);
        if (reply.IsAccepted && command is RaiseHand)
        {
            presence.Expect(actor.Id, now);
        }

        return takesOff ? Settling(reply) : reply;
    }

    public async Task<RoomReply<StageGrant>> TakeStageAsync(Person person, string? key = null)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var keyed = KeyedCommand.Of(person.Id, key, CommandPrint.TakeStage);
        if (await FindAnswerAsync(keyed) is { } former)
        {
            return former.Rejection is { } rejection ? rejection : await GrantOfAsync(person.Id, former.Version);
        }

        var acquaintance = await relations.AcquaintanceAsync(
            [.. room.Stage.Members.Select(member => member.Person.Id)], person.Id);
        var now = time.GetUtcNow();
        var reply = await CommitAsync(room.TakeStage(person, limits, now, acquaintance.IsBlocked), keyed);
        if (!reply.IsAccepted)
        {
            return reply.Rejection.Value;
        }

        presence.Expect(person.Id, now);
        return new StageGrant(Id, person.Id, room.LastSource, room.Stage.Epoch, reply.Value);
    }

    public async Task<RoomReply<RoomView>> LeaveStageAsync(UserId user, string? key = null) => Settling(await CommitOnceAsync(
        user, KeyedCommand.Of(user, key, CommandPrint.LeaveStage), static (room, user, now) => room.LeaveStage(user, now)));

    public async Task<RoomReply<RoomView>> SetMutedAsync(UserId user, bool muted, string? key = null) => muted
        ? Settling(await CommitOnceAsync(
            user,
            KeyedCommand.Of(user, key, CommandPrint.Mute),
            static (room, user, now) => room.SetMuted(user, muted: true, now)))
        : await CommitOnceAsync(
            user,
            KeyedCommand.Of(user, key, CommandPrint.Unmute),
            static (room, user, now) => room.SetMuted(user, muted: false, now));

    public async Task<RoomReply<RoomView>> EndAsync(UserId user, string? key = null) => Settling(await CommitOnceAsync(
        user, KeyedCommand.Of(user, key, CommandPrint.End), static (room, user, now) => room.End(user, now)));

    public async Task<IReadOnlyList<RoomEvent>?> EventsAfterAsync(long version)
    {
        if (room is null || version >= room.Version)
        {
            return [];
        }

        return version < 0 || room.Version - version > ReplayLengthMax ? null : await journal.ReadAsync(Id, version);
    }

    public async Task<StageView?> ConfirmStageAsync(string gatewayId, long epoch)
    {
        if (gatewayId.Length > 0)
        {
            await holders.WriteAsync(gatewayId);
        }

        if (room is null || isGivenUp || epoch > room.Stage.Epoch)
        {
            throw new InvalidOperationException($"This activation of room {Id} cannot confirm a stage of epoch {epoch}.");
        }

        if (gatewayId.Length > 0)
        {
            gateways.Register(gatewayId);
            gateways.Renew(gatewayId);
            holders.Grant(gatewayId, held: epoch, told: room.Stage.Epoch);
        }

        return epoch == room.Stage.Epoch ? null : room.Stage;
    }

    public Task SettleStageAsync(long epoch) => room?.Stage.Epoch >= epoch
        ? holders.SettleAsync(epoch)
        : throw new OrleansException($"This activation of room {Id} does not know epoch {epoch} of its stage: ask once more.");

    public Task<RoomReply<RoomView>> AttachGatewayAsync(string gatewayId)
    {
        if (room is null)
        {
            return Task.FromResult<RoomReply<RoomView>>(RoomRejection.NotFound);
        }

        gateways.Attach(gatewayId);
        return Task.FromResult<RoomReply<RoomView>>(View(room));
    }

    public Task DetachGatewayAsync(string gatewayId, long number)
    {
        gateways.Detach(gatewayId);
        holders.Release(gatewayId);
        presence.Close(gatewayId, number, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task ReportPresenceAsync(GatewayPresence report)
    {
        if (!presence.Report(report, time.GetUtcNow()))
        {
            return Task.CompletedTask;
        }

        if (room is not null && report.ListenerCount > 0)
        {
            gateways.Register(report.GatewayId);
        }

        gateways.Renew(report.GatewayId);
        return Task.CompletedTask;
    }

    private async Task<RoomReply<RoomView>> CommitOnceAsync(
        UserId user, KeyedCommand? command, Func<Room, UserId, DateTimeOffset, RoomDecision> decide)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        return await FindAnswerAsync(command) is { } former
            ? ReplyOf(former)
            : await CommitAsync(decide(room, user, time.GetUtcNow()), command);
    }

    /// <summary>The earlier answer to a command with this key; a refusal if the key was used for another command.</summary>
    private async ValueTask<CommandAnswer?> FindAnswerAsync(KeyedCommand? command)
    {
        if (command is not { } asked || await FindFormerAsync(asked.Key) is not { } former)
        {
            return null;
        }

        return former.Print.Length == 0 || former.Print == asked.Print
            ? former
            : former with { Rejection = RoomRejection.KeyReused };
    }

    private async ValueTask<CommandAnswer?> FindFormerAsync(CommandKey key) => answers.TryFind(key, out var answer) ? answer
        : answers.IsWhole ? null
        : await journal.FindCommandAsync(Id, key) is { } stored ? new CommandAnswer(null, stored.Version, stored.Command.Print)
        : null;

    // The answer carries the room as it is now, because a device that repeats a command has missed what happened since.
    private RoomReply<RoomView> ReplyOf(CommandAnswer former) => former.Rejection is { } rejection ? rejection : View(room!);

    // If the stay has ended by now, its source is on no stage, and the grant lets nobody be heard.
    private async Task<RoomReply<StageGrant>> GrantOfAsync(UserId user, long version)
    {
        if (room!.FindOnStage(user) is { } member)
        {
            return new StageGrant(Id, user, member.Source, room.Stage.Epoch, View(room));
        }

        var taken = (await journal.ReadAsync(Id, version - 1))
            .OfType<StageTaken>()
            .First(taken => taken.Member.Person.Id == user);
        return new StageGrant(Id, user, taken.Member.Source, taken.Version, View(room));
    }

    private async Task<RoomReply<RoomView>> CommitAsync(RoomDecision decision, KeyedCommand? command = null)
    {
        if (!decision.IsAccepted)
        {
            Remember(command, decision.Rejection.Value, version: 0);
            return decision.Rejection.Value;
        }

        if (decision.Events.Length > 0)
        {
            try
            {
                await journal.AppendAsync(decision.Next, decision.Events, command);
            }
            catch (Exception exception)
            {
                // The events may be stored or not. The next activation reads the journal again.
                LogAppendFailed(exception, Id.Value, decision.Next.Version);
                isGivenUp = true;
                holders.GiveUp();
                DeactivateOnIdle();
                throw;
            }

            if (StageGate.TakesOff(room?.Stage ?? StageView.Empty, decision.Next.Stage))
            {
                takenOffAt = decision.Next.Stage.Epoch;
            }

            room = decision.Next;
            view = null;
            Remember(command, rejection: null, decision.Events[0].Version);
            await gateways.NotifyAsync(decision.Events, View(room));
        }
        else
        {
            Remember(command, rejection: null, decision.Next.Version);
        }

        return View(decision.Next);
    }

    // The command may have taken somebody off the stage: it is not acknowledged before that holds everywhere.
    private RoomReply<RoomView> Settling(RoomReply<RoomView> reply) => reply.IsAccepted && !holders.IsSettled(takenOffAt)
        ? reply with { UnsettledEpoch = takenOffAt }
        : reply;

    private void Remember(KeyedCommand? command, RoomRejection? rejection, long version)
    {
        if (command is { } keyed)
        {
            answers.Add(keyed.Key, new CommandAnswer(rejection, version, keyed.Print));
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expired = gateways.Expire();
        holders.Forget([.. expired.Where(gatewayId => !holders.MayJudge(gatewayId))]);
        foreach (var gatewayId in expired)
        {
            presence.Forget(gatewayId);
        }

        presence.ForgetClosed(now);
        here?.Listeners = presence.ListenerCount;
        if (room is not null && gateways.IsAnyBehind)
        {
            gateways.NotifyBehind((await journal.ReadAsync(Id, room.Version - 1))[0], View(room));
        }

        if (room is { Phase: RoomPhase.Live })
        {
            bool IsAbsent(UserId user) => presence.IsAbsent(user, now, limits.SpeakerGrace);
            await CommitAsync(room
                .ClearStage(IsAbsent, now)
                .Then(cleared => cleared.ClearHands(IsAbsent, now))
                .Then(cleared => cleared.KeepHosted(loadedAt, limits, now)));
        }
    }

    // Ordering the hands is expensive in a full room, so the view is kept between changes instead of made for each join.
    private RoomView View(Room of)
    {
        view ??= of.ToView(presence.ListenerCount);
        return view.Card.ListenerCount == presence.ListenerCount
            ? view
            : view = view with { Card = view.Card with { ListenerCount = presence.ListenerCount } };
    }
}
