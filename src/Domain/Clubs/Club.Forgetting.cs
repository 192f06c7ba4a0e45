using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <content>Somebody's account is deleted.</content>
public sealed partial record Club
{
    /// <summary>
    /// Takes somebody out for good, bans and all. An owner is followed by the leader, else the member, who has been that for
    /// longest; if there is none the club closes, and its owner is nobody who can be named.
    /// </summary>
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
