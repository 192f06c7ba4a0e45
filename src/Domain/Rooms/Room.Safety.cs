using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

// What the service does to a room, and nobody in it can.
public sealed partial record Room
{
    /// <summary>
    /// A person's account was suspended: they are off the stage and hold nothing here. If they held the room, the next in line
    /// does at once; with nobody on stage there is no next, and the room ends.
    /// </summary>
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

    /// <summary>The service ends the room. Repeating it changes nothing.</summary>
    public RoomDecision EndForService(DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomDecision.Unchanged(this) : Happened(new RoomEnded(Host) { IsByService = true }, now);
}
