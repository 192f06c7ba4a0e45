using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>How some people stand to one: whether one of them follows, or has blocked, that one.</summary>
internal readonly record struct Acquaintance(bool IsFollowed, bool IsBlocked);

/// <summary>What a room needs to know of people and clubs. A seam: rooms are tested without profiles and clubs.</summary>
internal interface IStageRelations
{
    /// <summary>Reads how <paramref name="people"/> stand to a user.</summary>
    Task<Acquaintance> AcquaintanceAsync(ImmutableArray<UserId> people, UserId user);

    /// <summary>How a user stands in a club; null if there is no such club.</summary>
    Task<ClubStanding?> StandingInAsync(string club, UserId user);
}
