using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Social;
using AudioRooms.Grains.Social;

namespace AudioRooms.Grains.Clubs;

/// <summary>Who can be asked into a club.</summary>
internal sealed class ClubGuests(PeopleTable people, RelationsTable relations)
{
    /// <summary>True if there is such a person, and neither of them and of those who ask has blocked the other.</summary>
    public async Task<bool> CanBeAskedAsync(UserId user, params UserId[] by) =>
        await people.FindAsync(user, user) is not null
        && !(await relations.RelationsAsync(user, by)).Any(RelationRules.AreApart);
}
