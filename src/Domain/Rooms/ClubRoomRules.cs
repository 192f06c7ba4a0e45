using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>Rules about opening a room in a club.</summary>
public static class ClubRoomRules
{
    /// <summary>The club as the room stores it; null if the club does not consent.</summary>
    /// <param name="standing">The owner's standing in the club; null if the club does not exist.</param>
    public static RoomClub? Agree(string clubId, CreateRoom command, ClubStanding? standing) =>
        standing is { IsClosed: false } && (standing.MayOpenRooms || command.IsClubAgreed)
            ? new RoomClub(clubId, standing.Name, standing.IsPrivate || command.MembersOnly)
            : null;
}
