using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>Asks the user's grain, which knows both directions: one call, however many people are on stage.</summary>
internal sealed class UserStageRelations(IGrainFactory grains) : IStageRelations
{
    public async Task<Acquaintance> AcquaintanceAsync(ImmutableArray<UserId> people, UserId user)
    {
        if (people.IsEmpty)
        {
            return default;
        }

        var relations = await grains.GetGrain<IUserGrain>(user.Value).RelationsToAsync(people);
        return new Acquaintance(
            relations.Any(static relation => relation.HasFlag(Relation.FollowedBy)),
            relations.Any(static relation => relation.HasFlag(Relation.BlockedBy)));
    }

    public Task<ClubStanding?> StandingInAsync(string club, UserId user) =>
        grains.GetGrain<IClubGrain>(club).StandingOfAsync(user);
}
