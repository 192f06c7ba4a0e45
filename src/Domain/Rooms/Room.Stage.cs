using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// Coming on stage and leaving it.
public sealed partial record Room
{
    /// <summary>The people who were invited to the stage and have not answered.</summary>
    public ImmutableHashSet<UserId> Invited { get; private init; } = [];

    // The people who declined. They cannot be invited again before they raise a hand.
    private ImmutableHashSet<UserId> Declined { get; init; } = [];

    /// <summary>Brings a person on stage. The microphone is on if the person came unasked, and off if the person was invited, so
    /// that nobody is heard by surprise.</summary>
    /// <param name="limits">The room's bounds.</param>
    /// <param name="isBlocked">True if a person on stage has blocked this one: two such people do not share a stage.</param>
    public RoomDecision TakeStage(Person person, RoomLimits limits, DateTimeOffset now, bool isBlocked = false)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        if (Removed.ContainsKey(person.Id))
        {
            return RoomRejection.Removed;
        }

        if (FindOnStage(person.Id) is not null)
        {
            return RoomRejection.AlreadyOnStage;
        }

        var isInvited = Invited.Contains(person.Id);
        if ((isBlocked || (StagePolicy == StagePolicy.Owner && !isInvited)) && !IsHost(person.Id))
        {
            return RoomRejection.StageNotOpen;
        }

        if (Stage.Members.Length >= limits.StageSizeMax)
        {
            return RoomRejection.StageFull;
        }

        var member = new StageMember(person, LastSource + 1, Muted: isInvited) { Role = RoleOf(person.Id) };
        var taken = Happened(new StageTaken(member), now);
        return person.Id == Owner.Id && Host != Owner.Id
            ? taken.Then(room => room.ChangeHost(Owner.Id, HostChangeReason.OwnerReturned, limits, now))
            : taken;
    }

    /// <summary>Takes a person off the stage at the person's own wish.</summary>
    public RoomDecision LeaveStage(UserId user, DateTimeOffset now) => LeaveStage(user, by: null, now);

    /// <summary>Takes off the stage every person that <paramref name="isAbsent"/> names.</summary>
    public RoomDecision ClearStage(Func<UserId, bool> isAbsent, DateTimeOffset now)
    {
        var cleared = RoomDecision.Unchanged(this);
        foreach (var member in Stage.Members.Where(member => isAbsent(member.Person.Id)))
        {
            cleared = cleared.Then(room => room.LeaveStage(member.Person.Id, now));
        }

        return cleared;
    }

    /// <summary>Switches the speaker's own microphone. No event if it is already switched so.</summary>
    public RoomDecision SetMuted(UserId user, bool muted, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        return FindOnStage(user) switch
        {
            null => RoomRejection.NotOnStage,
            var member when member.Muted == muted => RoomDecision.Unchanged(this),
            _ => Happened(new MuteChanged(user, muted), now),
        };
    }

    /// <summary>The stage member with this user id, or null.</summary>
    public StageMember? FindOnStage(UserId user) => Stage.Find(user);

    private RoomDecision LeaveStage(UserId user, UserId? by, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomRejection.Ended;
        }

        return FindOnStage(user) is { } member
            ? Happened(new StageLeft(user, member.Source) { By = by }, now)
            : RoomRejection.NotOnStage;
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(InviteToStage command, AskedCommand asked) =>
        InviteToStage(asked.Actor.Id, command.User, asked.Limits, asked.Now);

    // A second invitation changes nothing. Inviting a person who declined changes nothing either, so the host cannot tell the two
    // apart.
    private RoomDecision InviteToStage(UserId actor, UserId user, RoomLimits limits, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : FindOnStage(user) is not null ? RoomRejection.AlreadyOnStage
        : Invited.Contains(user) || Declined.Contains(user) ? RoomDecision.Unchanged(this)
        : Invited.Count >= limits.StageInvitationsMax ? RoomRejection.InvitationsFull
        : Happened(new StageInvited(user, actor), now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(WithdrawInvitation command, AskedCommand asked) =>
        WithdrawInvitation(asked.Actor.Id, command.User, asked.Now);

    private RoomDecision WithdrawInvitation(UserId actor, UserId user, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : Invited.Contains(user) ? Happened(new StageInvitationEnded(user, actor), now)

        // The person declined in silence: to the host the invitation looked open until now.
        : Declined.Contains(user) ? RoomDecision.Unchanged(this)
        : RoomRejection.NotInvited;

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(DeclineInvitation command, AskedCommand asked) =>
        DeclineInvitation(asked.Actor.Id, asked.Now);

    private RoomDecision DeclineInvitation(UserId user, DateTimeOffset now) => Invited.Contains(user)
        ? Happened(new StageInvitationEnded(user, WithdrawnBy: null), now)
        : RoomRejection.NotInvited;

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(MoveDown command, AskedCommand asked) =>
        MoveDown(asked.Actor.Id, command.User, asked.Now);

    private RoomDecision MoveDown(UserId actor, UserId user, DateTimeOffset now) =>
        CheckRank(actor, user) is { } rejection ? rejection : LeaveStage(user, actor, now);

    Room IRoomEventCases<Room>.CaseOf(StageTaken happened)
    {
        var user = happened.Member.Person.Id;
        return (this with
        {
            LastSource = happened.Member.Source,
            Hands = Hands.Call(user, happened.At),
            Invited = Invited.Remove(user),
            Declined = Declined.Remove(user),
            History = History.Switch(user, isOpen: !happened.Member.Muted, happened.At),
            HostAbsentSince = user == Host ? null : HostAbsentSince,
            StageEmptySince = null,
            ClosesAt = null,
        }).WithStage(Stage.Members.Add(happened.Member));
    }

    Room IRoomEventCases<Room>.CaseOf(StageLeft happened)
    {
        var members = Stage.Members.RemoveAll(member => member.Source == happened.Source);
        return (this with
        {
            History = History.Switch(happened.User, isOpen: false, happened.At),
            HostAbsentSince = happened.User == Host ? happened.At : HostAbsentSince,
            StageEmptySince = members.IsEmpty ? happened.At : null,
        }).WithStage(members);
    }

    Room IRoomEventCases<Room>.CaseOf(MuteChanged happened) => (this with
    {
        History = History.Switch(happened.User, isOpen: !happened.Muted, happened.At),
    }).WithStage([.. Stage.Members.Select(member =>
        member.Person.Id == happened.User ? member with { Muted = happened.Muted } : member)]);

    Room IRoomEventCases<Room>.CaseOf(StageInvited happened) => this with { Invited = Invited.Add(happened.User) };

    Room IRoomEventCases<Room>.CaseOf(StageInvitationEnded happened) => this with
    {
        Invited = Invited.Remove(happened.User),
        Declined = happened.WithdrawnBy is null ? Declined.Add(happened.User) : Declined,
    };

    // Every change of the stage makes a new epoch, also a change of roles. By the epoch a gateway never shows an older stage
    // after a newer one.
    private Room WithStage(ImmutableArray<StageMember> members) => this with
    {
        Stage = new StageView(Version, [.. members.Select(member => member with { Role = RoleOf(member.Person.Id) })]),
    };
}
