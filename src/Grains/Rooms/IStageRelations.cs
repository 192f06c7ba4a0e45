using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

/// <summary>Who follows whom, as far as a room needs to know. A seam: rooms are tested without people's profiles.</summary>
internal interface IStageRelations
{
    /// <summary>True if somebody on the stage follows the user.</summary>
    Task<bool> IsFollowedAsync(StageView stage, UserId user);
}
