using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>The relation of a group of people to one user: whether any of them follows or has blocked the user.</summary>
internal readonly record struct Acquaintance(bool IsFollowed, bool IsBlocked);

/// <summary>What a room needs to know about people and clubs. An interface, so that rooms can be tested without profiles and
/// clubs.</summary>
internal interface IStageRelations
{
    /// <summary>Reads how <paramref name="people"/> stand to a user.</summary>
    Task<Acquaintance> AcquaintanceAsync(ImmutableArray<UserId> people, UserId user);

    /// <summary>The user's standing in a club; null if the club does not exist.</summary>
    Task<ClubStanding?> StandingInAsync(string club, UserId user);
}
