using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

// What each event makes of the room: one case for each, beside the rule that decides it. Total: whatever was decided once can be
// applied for ever. A case already has the event's version.
public sealed partial record Room : IRoomEventCases<Room>
{
    /// <summary>The room after one more event.</summary>
    /// <exception cref="InvalidDataException">The event does not follow <see cref="Version"/>, or makes a room that is there
    /// already.</exception>
    public Room Apply(RoomEvent happened) => happened.Version == Version + 1
        ? happened.Match(this with { Version = happened.Version })
        : throw new InvalidDataException($"Room {Id} at version {Version} cannot apply event version {happened.Version}.");

    Room IRoomEventCases<Room>.CaseOf(RoomCreated happened) =>
        throw new InvalidDataException($"Room {Id} cannot apply {nameof(RoomCreated)} at version {happened.Version}.");

    Room IRoomEventCases<Room>.CaseOf(RoomEnded happened) => this with
    {
        EndedAt = happened.At,
        Stage = new StageView(happened.Version, []),
        Hands = RaisedHands.Empty,
        Invited = [],
        ClosesAt = null,
    };
}
