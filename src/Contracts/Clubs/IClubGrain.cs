using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Clubs;

/// <summary>What somebody is in a club.</summary>
public enum ClubRole
{
    /// <summary>Nothing; may be a follower elsewhere.</summary>
    None = 0,

    /// <summary>Hears of public rooms and events.</summary>
    Follower = 1,

    /// <summary>Belongs to it.</summary>
    Member = 2,

    /// <summary>Opens rooms and schedules events.</summary>
    Leader = 3,

    /// <summary>Decides.</summary>
    Owner = 4,

    /// <summary>May not come back.</summary>
    Banned = 5,
}

/// <summary>What another part of the product needs to know of a club and somebody in it.</summary>
/// <param name="Name">Of the club.</param>
/// <param name="IsPrivate">Its existence is for members only.</param>
/// <param name="Role">Of the user asked about.</param>
/// <param name="MayOpenRooms">By the club's settings and the role.</param>
/// <param name="IsClosed">Nothing can be opened in it any more.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubStanding")]
public sealed record ClubStanding(
    [property: Id(0)] string Name,
    [property: Id(1)] bool IsPrivate,
    [property: Id(2)] ClubRole Role,
    [property: Id(3)] bool MayOpenRooms,
    [property: Id(4)] bool IsClosed);

/// <summary>A club. Key: its id.</summary>
[Alias("AudioRooms.IClubGrain")]
public interface IClubGrain : IGrainWithStringKey
{
    /// <summary>The club as it stands to a user; null if there is no such club.</summary>
    [Alias("StandingOf"), ReadOnly]
    Task<ClubStanding?> StandingOfAsync(UserId user);
}
