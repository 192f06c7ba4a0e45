using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A room without rules: it does what it is told, keeps its events and tells its gateway rooms.</summary>
internal sealed class FakeRoom(RoomId id, FakeCluster cluster) : IRoomGrain
{
    private readonly List<RoomEvent> events = [];
    private readonly TaskCompletionSource asking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RoomView? view;
    private uint lastSource;

    public RoomId Id => id;

    public RoomView View => view ?? throw new InvalidOperationException("not created");

    /// <summary>The refusal of the next command that changes the stage.</summary>
    public RoomRejection? Refusal { get; set; }

    /// <summary>The participants' commands, oldest first.</summary>
    public List<(Person Actor, RoomCommand Command)> Asked { get; } = [];

    /// <summary>The idempotency keys of <see cref="Asked"/>.</summary>
    public List<string?> Keys { get; } = [];

    /// <summary>The refusal of the next join.</summary>
    public RoomRejection? JoinRefusal { get; set; }

    /// <summary>Commands that change the stage wait for this task.</summary>
    public Task Busy { get; set; } = Task.CompletedTask;

    /// <summary>Completes when the first command that changes the stage has come.</summary>
    public Task Asking => asking.Task;

    /// <summary>False loses the messages to the gateway rooms.</summary>
    public bool TellsGateways { get; set; } = true;

    public Task<RoomReply<RoomView>> CreateAsync(CreateRoom command)
    {
        if (view is not null)
        {
            return Task.FromResult<RoomReply<RoomView>>(RoomRejection.AlreadyExists);
        }

        var card = new RoomCard(
            id, command.Title, command.Topics, command.Language, command.Owner, RoomPhase.Live, 0, 0, DateTimeOffset.UnixEpoch,
            null,
            command.StagePolicy, command.ActiveSpeakers);
        events.Add(new RoomCreated(
            id, command.Owner, command.Title, command.Topics, command.Language, command.StagePolicy, command.ActiveSpeakers)
            {
                Version = 1,
            });
        view = new RoomView(card, 1, StageView.Empty);
        return Answer();
    }

    public Task<RoomReply<RoomView>> GetAsync() => Answer();

    /// <summary>The people who may not know of the room.</summary>
    public HashSet<UserId?> Outsiders { get; } = [];

    /// <summary>The keys of links with which people came.</summary>
    public List<string> LinksUsed { get; } = [];

    public Task<RoomReply<RoomView>> GetVisibleAsync(UserId? viewer) =>
        Outsiders.Contains(viewer) ? Task.FromResult<RoomReply<RoomView>>(RoomRejection.NotFound) : Answer();

    public Task<RoomReply<RoomView>> UseLinkAsync(UserId user, string linkKey)
    {
        LinksUsed.Add(linkKey);
        return Answer();
    }

    /// <summary>The gateways with a gateway room of this room.</summary>
    public List<string> Gateways { get; } = [];

    /// <summary>The refusal of a listing of the audience; null if it is allowed.</summary>
    public RoomRejection? RosterRefusal { get; set; }

    public Task<RoomReply<RosterAccess>> OpenRosterAsync(UserId viewer) => Task.FromResult<RoomReply<RosterAccess>>(
        RosterRefusal is { } refusal ? refusal : new RosterAccess([.. Gateways], 7));

    public Task<RoomReply<RoomView>> RemoveFormerMemberAsync(UserId user) => Answer();

    /// <summary>Nobody who joins is answered before it is complete: the room's silo has died.</summary>
    public Task Joining { get; set; } = Task.CompletedTask;

    public async Task<RoomReply<RoomView>> JoinAsync(UserId user, string? linkKey = null)
    {
        await Joining;
        return JoinRefusal is { } refusal ? refusal
            : view?.Card.Phase == RoomPhase.Ended ? RoomRejection.Ended
            : await Answer();
    }

    public async Task<RoomReply<StageGrant>> TakeStageAsync(Person person, string? key = null)
    {
        await BusyAsync();
        if (Refusal is { } refusal)
        {
            return refusal;
        }

        var member = new StageMember(person, ++lastSource, Muted: false);
        await CommitAsync(new StageTaken(member), View.Stage.Members.Add(member));
        return new StageGrant(id, person.Id, member.Source, View.Stage.Epoch, View);
    }

    public async Task<RoomReply<RoomView>> LeaveStageAsync(UserId user, string? key = null)
    {
        await BusyAsync();
        var member = View.Stage.Members.FirstOrDefault(member => member.Person.Id == user);
        return Refusal is { } refusal ? refusal
            : member is null ? RoomRejection.NotOnStage
            : await CommitAsync(new StageLeft(user, member.Source), View.Stage.Members.Remove(member));
    }

    public async Task<RoomReply<RoomView>> SetMutedAsync(UserId user, bool muted, string? key = null)
    {
        await BusyAsync();
        var member = View.Stage.Members.FirstOrDefault(member => member.Person.Id == user);
        return Refusal is { } refusal ? refusal
            : member is null ? RoomRejection.NotOnStage
            : await CommitAsync(new MuteChanged(user, muted), View.Stage.Members.Replace(member, member with { Muted = muted }));
    }

    public Task<RoomReply<RoomView>> CommandAsync(Person actor, RoomCommand command, string? key = null)
    {
        Asked.Add((actor, command));
        if (command is MakeLink make)
        {
            var link = new RoomLink(make.Id, make.Kind, make.Key, DateTimeOffset.UnixEpoch + make.ValidFor);
            view = View with { Links = [.. View.Links.Where(known => known.Id != link.Id), link] };
        }

        Keys.Add(key);
        return Refusal is { } refusal ? Task.FromResult<RoomReply<RoomView>>(refusal)
            : Unsettled is not null && command is MoveDown
                ? Task.FromResult(new RoomReply<RoomView>(View, null) { UnsettledEpoch = View.Stage.Epoch })
            : Answer();
    }

    /// <summary>
    /// Makes an event happen in the room, with the view that <paramref name="change"/> returns, and tells the gateway rooms.
    /// </summary>
    public Task HappenAsync(RoomEvent happened, Func<RoomView, RoomView> change)
    {
        view = change(View);
        return CommitAsync(happened, View.Stage.Members);
    }

    public Task<RoomReply<RoomView>> ExpelAsync(UserId user) => throw new NotSupportedException("No gateway asks for this.");

    public Task<RoomReply<RoomView>> EndForServiceAsync() => throw new NotSupportedException("No gateway asks for this.");

    public async Task<RoomReply<RoomView>> EndAsync(UserId user, string? key = null)
    {
        if (view is null)
        {
            return RoomRejection.NotFound;
        }

        if (user != View.Card.Owner.Id)
        {
            return RoomRejection.NotOwner;
        }

        return await CommitAsync(new RoomEnded(user), [], RoomPhase.Ended);
    }

    /// <summary>Reading the journal waits for this task; events that happen meanwhile are not in the answer.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>Versions after which the journal was read.</summary>
    public List<long> ReadAfter { get; } = [];

    public IReadOnlyList<RoomEvent> Events => events;

    public async Task<IReadOnlyList<RoomEvent>?> EventsAfterAsync(long version)
    {
        ReadAfter.Add(version);
        RoomEvent[] read = [.. events.Where(happened => happened.Version > version)];
        await Reading;
        return read;
    }

    public Task<StageView?> ConfirmStageAsync(string gatewayId, long epoch) =>
        Task.FromResult(epoch == View.Stage.Epoch ? null : View.Stage);

    /// <summary>Epochs of stages that were asked whether they hold, and what the answers wait for.</summary>
    public List<long> Settling { get; } = [];

    /// <summary>Not null: people who are moved down may be heard until this completes.</summary>
    public Task? Unsettled { get; set; }

    public Task SettleStageAsync(long epoch)
    {
        Settling.Add(epoch);
        return Unsettled ?? Task.CompletedTask;
    }

    public Task<RoomReply<RoomView>> AttachGatewayAsync(string gatewayId) => Answer();

    public Task DetachGatewayAsync(string gatewayId, long number) => Task.CompletedTask;

    public Task ReportPresenceAsync(GatewayPresence presence) => Task.CompletedTask;

    private Task<RoomReply<RoomView>> Answer() =>
        Task.FromResult<RoomReply<RoomView>>(view is null ? RoomRejection.NotFound : view);

    private async Task<RoomReply<RoomView>> CommitAsync(
        RoomEvent happened, ImmutableArray<StageMember> members, RoomPhase phase = RoomPhase.Live)
    {
        var version = View.Version + 1;
        happened = happened with { Version = version };
        events.Add(happened);
        view = View with { Card = View.Card with { Phase = phase }, Version = version, Stage = new StageView(version, members) };
        if (TellsGateways)
        {
            foreach (var gatewayRoom in cluster.ListenerGrainsOf(id))
            {
                await gatewayRoom.ApplyAsync(new RoomChange(happened, View.Stage) { View = View });
            }
        }

        return View;
    }

    private Task BusyAsync()
    {
        asking.TrySetResult();
        return Busy;
    }
}
