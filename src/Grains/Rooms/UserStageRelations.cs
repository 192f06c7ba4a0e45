using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>Asks the user, who knows both directions: one call, however many are on stage.</summary>
internal sealed class UserStageRelations(IGrainFactory grains) : IStageRelations
{
    public async Task<bool> IsFollowedAsync(StageView stage, UserId user)
    {
        if (stage.Members.IsEmpty)
        {
            return false;
        }

        var relations = await grains.GetGrain<IUserGrain>(user.Value)
            .RelationsToAsync([.. stage.Members.Select(member => member.Person.Id)]);
        return relations.Any(relation => relation.HasFlag(Relation.FollowedBy));
    }
}
