using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Events;

/// <summary>Who may know of an event, and who may schedule one in a club: asked of the club as it is now.</summary>
internal static class EventVisibility
{
    /// <summary>True if the user may know of the event: anybody of a public one, members of a members' one.</summary>
    public static async Task<bool> IsVisibleAsync(IGrainFactory grains, ScheduleEvent plan, UserId user)
    {
        if (plan.ClubId.Length == 0)
        {
            return true;
        }

        var standing = await grains.GetGrain<IClubGrain>(plan.ClubId).StandingOfAsync(user);
        return standing is { IsPrivate: false } && !plan.MembersOnly
            || standing?.Role is ClubRole.Member or ClubRole.Leader or ClubRole.Owner;
    }

    /// <summary>True if the event is for members of its club only.</summary>
    public static async Task<bool> IsForMembersAsync(IGrainFactory grains, ScheduleEvent plan, UserId user) => plan.ClubId.Length > 0
        && (plan.MembersOnly || await grains.GetGrain<IClubGrain>(plan.ClubId).StandingOfAsync(user) is not { IsPrivate: false });

    /// <summary>Why the host may not schedule this in the club, or null. A private club of others looks like none.</summary>
    public static async Task<EventRejection?> CheckClubAsync(IGrainFactory grains, ScheduleEvent plan)
    {
        if (plan.ClubId.Length == 0)
        {
            return plan.MembersOnly ? EventRejection.ClubRefused : null;
        }

        var standing = await grains.GetGrain<IClubGrain>(plan.ClubId).StandingOfAsync(plan.Host.Id);
        return standing is { MayOpenRooms: true } ? null : EventRejection.ClubRefused;
    }
}
