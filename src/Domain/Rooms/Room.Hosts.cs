using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// Who holds the room, and who succeeds an absent host. Without these rules a room would stay open that nobody can moderate.
public sealed partial record Room
{
    /// <summary>The person who holds the room now. The owner has the same rights meanwhile, and becomes host again with the next
    /// stay on stage.</summary>
    public UserId Host { get; private init; }

    /// <summary>Co-hosts in the order of succession.</summary>
    public ImmutableArray<UserId> CoHosts { get; private init; } = [];

    /// <summary>When the room ends unless a person comes on stage; null if no end is announced.</summary>
    public DateTimeOffset? ClosesAt { get; private init; }

    /// <summary>Since when the host is off the stage; null while the host is on it.</summary>
    public DateTimeOffset? HostAbsentSince { get; private init; }

    /// <summary>Since when the stage is empty; null while it is not.</summary>
    public DateTimeOffset? StageEmptySince { get; private init; }

    /// <summary>True for everybody who may moderate: host, co-hosts and owner.</summary>
    public bool IsHost(UserId user) => RankOf(user) >= StageRole.CoHost;

    /// <summary>The effects of time on the room. A host who is off the stage for longer than the grace period is succeeded by the
    /// first co-host on stage, or without one by the person who has been on stage longest. An empty stage leads to an
    /// announcement that the room will close, and then to its end.</summary>
    /// <param name="notBefore">When this activation loaded the room. Nobody could be present before, so absence counts from this
    /// time at the earliest.</param>
    /// <param name="limits">The grace periods.</param>
    public RoomDecision KeepHosted(DateTimeOffset notBefore, RoomLimits limits, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomDecision.Unchanged(this);
        }

        if (StageEmptySince is { } emptySince)
        {
            var isOverdue = now - Later(emptySince, notBefore) >= limits.HostGrace;
            return !isOverdue ? RoomDecision.Unchanged(this)
                : ClosesAt is not { } closesAt ? Happened(new ClosingAnnounced(now + limits.ClosingNotice), now)
                : now >= closesAt ? Happened(new RoomEnded(Host) { IsAbandoned = true }, now)
                : RoomDecision.Unchanged(this);
        }

        return HostAbsentSince is { } absentSince && now - Later(absentSince, notBefore) >= limits.HostGrace
            ? Happened(new HostChanged(Successor(), HostChangeReason.Absent), now)
            : RoomDecision.Unchanged(this);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // The stage lists its members in the order in which they came.
    private UserId Successor()
    {
        foreach (var coHost in CoHosts)
        {
            if (FindOnStage(coHost) is not null)
            {
                return coHost;
            }
        }

        return Stage.Members[0].Person.Id;
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(AppointCoHost command, AskedCommand asked) =>
        AppointCoHost(asked.Actor.Id, command.User, asked.Limits, asked.Now);

    private RoomDecision AppointCoHost(UserId actor, UserId user, RoomLimits limits, DateTimeOffset now) =>
        RankOf(actor) != StageRole.Host ? RoomRejection.NotHost
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : CoHosts.Contains(user) ? RoomDecision.Unchanged(this)
        : RankOf(user) == StageRole.Host ? RoomRejection.Outranked
        : CoHosts.Length >= limits.CoHostsMax ? RoomRejection.CoHostsFull
        : Happened(new CoHostAppointed(user), now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(DismissCoHost command, AskedCommand asked) =>
        DismissCoHost(asked.Actor.Id, command.User, asked.Now);

    private RoomDecision DismissCoHost(UserId actor, UserId user, DateTimeOffset now) =>
        RankOf(actor) != StageRole.Host && actor != user ? RoomRejection.NotHost
        : CoHosts.Contains(user) ? Happened(new CoHostDismissed(user), now)
        : RoomRejection.NotCoHost;

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(HandOver command, AskedCommand asked) =>
        HandOver(asked.Actor.Id, command.User, asked.Limits, asked.Now);

    private RoomDecision HandOver(UserId actor, UserId user, RoomLimits limits, DateTimeOffset now) =>
        RankOf(actor) != StageRole.Host ? RoomRejection.NotHost
        : FindOnStage(user) is null ? RoomRejection.NotOnStage
        : user == Host ? RoomDecision.Unchanged(this)
        : ChangeHost(user, HostChangeReason.HandedOver, limits, now);

    // The former host becomes a co-host if there is a place for one more. The owner needs none, having the host's rights anyway.
    private RoomDecision ChangeHost(UserId user, HostChangeReason reason, RoomLimits limits, DateTimeOffset now)
    {
        var former = Host;
        return Happened(new HostChanged(user, reason), now).Then(room =>
            former != Owner.Id && room.FindOnStage(former) is not null && room.CoHosts.Length < limits.CoHostsMax
                ? room.Happened(new CoHostAppointed(former), now)
                : RoomDecision.Unchanged(room));
    }

    private StageRole RoleOf(UserId user) =>
        user == Host ? StageRole.Host
        : CoHosts.Contains(user) ? StageRole.CoHost
        : StageRole.Speaker;

    // The rank by rights. The owner has the host's rank also while another person holds the room.
    private StageRole RankOf(UserId user) => user == Owner.Id ? StageRole.Host : RoleOf(user);

    Room IRoomEventCases<Room>.CaseOf(CoHostAppointed happened) =>
        (this with { CoHosts = CoHosts.Add(happened.User) }).WithStage(Stage.Members);

    Room IRoomEventCases<Room>.CaseOf(CoHostDismissed happened) =>
        (this with { CoHosts = CoHosts.Remove(happened.User) }).WithStage(Stage.Members);

    Room IRoomEventCases<Room>.CaseOf(HostChanged happened) => (this with
    {
        Host = happened.User,
        CoHosts = CoHosts.Remove(happened.User),
        HostAbsentSince = FindOnStage(happened.User) is null ? happened.At : null,
    }).WithStage(Stage.Members);

    Room IRoomEventCases<Room>.CaseOf(ClosingAnnounced happened) => this with { ClosesAt = happened.ClosesAt };
}
