using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Social;
using AudioRooms.Grains.Social;

namespace AudioRooms.Grains.Clubs;

/// <summary>Checks people who are invited to a club.</summary>
internal sealed class ClubGuests(PeopleTable people, RelationsTable relations)
{
    /// <summary>True if the user exists and no block stands between the user and any of the others.</summary>
    public async Task<bool> CanBeAskedAsync(UserId user, params UserId[] by) =>
        await people.FindAsync(user, user) is not null
        && !(await relations.RelationsAsync(user, by)).Any(RelationRules.AreApart);
}
