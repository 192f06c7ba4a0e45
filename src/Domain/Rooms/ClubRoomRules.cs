using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>Who may open a room in a club.</summary>
public static class ClubRoomRules
{
    /// <summary>The club as the room has it; null if the club does not agree.</summary>
    /// <param name="clubId">Of the club.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="standing">The owner's in the club; null if there is no such club.</param>
    public static RoomClub? Agree(string clubId, CreateRoom command, ClubStanding? standing) =>
        standing is { IsClosed: false } && (standing.MayOpenRooms || command.IsClubAgreed)
            ? new RoomClub(clubId, standing.Name, standing.IsPrivate || command.MembersOnly)
            : null;
}
