using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

// What the service can do to a room, and no participant can.
public sealed partial record Room
{
    /// <summary>Takes a person whose account was suspended off the stage and out of every role. If the person was host, the
    /// successor becomes host at once; without anybody on stage the room ends.</summary>
    public RoomDecision Expel(UserId user, DateTimeOffset now)
    {
        if (Phase == RoomPhase.Ended)
        {
            return RoomDecision.Unchanged(this);
        }

        var wasHost = user == Host;
        return RoomDecision.Unchanged(this)
            .Then(room => room.FindOnStage(user) is null ? RoomDecision.Unchanged(room) : room.LeaveStage(user, now))
            .Then(room => room.Hands.Find(user) is not null
                ? room.Happened(new HandLowered(user, By: null), now)
                : RoomDecision.Unchanged(room))
            .Then(room =>
                room.CoHosts.Contains(user) ? room.Happened(new CoHostDismissed(user), now) : RoomDecision.Unchanged(room))
            .Then(room => !wasHost ? RoomDecision.Unchanged(room)
                : room.Stage.Members.IsEmpty ? room.Happened(new RoomEnded(user) { IsAbandoned = true }, now)
                : room.Happened(new HostChanged(room.Successor(), HostChangeReason.Absent), now));
    }

    /// <summary>Ends the room on behalf of the service. A repeated call changes nothing.</summary>
    public RoomDecision EndForService(DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomDecision.Unchanged(this) : Happened(new RoomEnded(Host) { IsByService = true }, now);
}
