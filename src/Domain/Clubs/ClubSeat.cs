using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <summary>A user's place in a club: a role, a ban, an application or an invitation.</summary>
/// <param name="Person">Names as of the user's last action in the club; null for a user who has not acted in it.</param>
/// <param name="Answer">The applicant's answer to the club's question; empty for everybody else.</param>
/// <param name="Since">When role or pending last changed.</param>
public sealed record ClubSeat(
    UserId User, Person? Person, ClubRole Role, ClubPending Pending, string Answer, DateTimeOffset Since)
{
    /// <summary>True for members, leaders and the owner.</summary>
    public bool Belongs => IsMembership(Role);

    /// <summary>True for member, leader and owner.</summary>
    public static bool IsMembership(ClubRole role) => role is ClubRole.Member or ClubRole.Leader or ClubRole.Owner;
}
