using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <content>The deletion of a member's account.</content>
public sealed partial record Club
{
    /// <summary>Removes a user for good, bans included. An owner is succeeded by the leader, or without leaders the member, who
    /// has been it for longest. Without a successor the club closes, and its owner no longer has a name.</summary>
    public ClubDecision Forget(UserId user, DateTimeOffset now)
    {
        if (Seats.GetValueOrDefault(user) is not { } seat)
        {
            return Unchanged();
        }

        if (Owner != user)
        {
            return Unseat(user);
        }

        var heir = Seats.Values
            .Where(candidate => candidate is { Belongs: true, Person: not null } && candidate.User != user)
            .OrderByDescending(candidate => candidate.Role)
            .ThenBy(candidate => candidate.Since)
            .ThenBy(candidate => candidate.User.Value, StringComparer.Ordinal)
            .FirstOrDefault();
        if (ClosedAt is not null || heir is null)
        {
            return seat.Person is null && ClosedAt is not null
                ? Unchanged()
                : ClubDecision.Of(
                    (this with { ClosedAt = ClosedAt ?? now, Version = Version + 1 }).With(seat with { Person = null }), user);
        }

        var without = (this with { Owner = heir.User, Version = Version + 1, Seats = Seats.Remove(user) }).Count(seat, -1);
        return ClubDecision.Of(without.With(heir with { Role = ClubRole.Owner, Since = now }), user, heir.User);
    }
}
