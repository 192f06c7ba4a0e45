using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <summary>What somebody is in a club, or is about to be.</summary>
/// <param name="User">Who.</param>
/// <param name="Person">As they were when they last did something here; null for somebody who never did.</param>
/// <param name="Role">What they are.</param>
/// <param name="Pending">What stands between them and membership.</param>
/// <param name="Answer">Of an applicant; empty otherwise.</param>
/// <param name="Since">When role or pending last changed.</param>
public sealed record ClubSeat(
    UserId User, Person? Person, ClubRole Role, ClubPending Pending, string Answer, DateTimeOffset Since)
{
    /// <summary>True for members, leaders and the owner.</summary>
    public bool Belongs => IsMembership(Role);

    /// <summary>True for the roles that make somebody part of the club.</summary>
    public static bool IsMembership(ClubRole role) => role is ClubRole.Member or ClubRole.Leader or ClubRole.Owner;
}
