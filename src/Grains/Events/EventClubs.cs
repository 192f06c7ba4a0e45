using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;

namespace AudioRooms.Grains.Events;

/// <summary>Asks an event's club for the standing of people; <see cref="EventVisibility"/> decides by it.</summary>
internal static class EventClubs
{
    /// <summary>The person's standing in the event's club; null if the club does not exist or the event has none.</summary>
    public static async Task<ClubStanding?> StandingAsync(IGrainFactory grains, ScheduleEvent plan, UserId user) =>
        plan.ClubId.Length == 0 ? null : await grains.GetGrain<IClubGrain>(plan.ClubId).StandingOfAsync(user);

    /// <summary>True if the person may know of the event.</summary>
    public static async Task<bool> IsVisibleAsync(IGrainFactory grains, EventSeries series, UserId user) =>
        EventVisibility.IsVisible(series, user, series.IsHost(user) ? null : await StandingAsync(grains, series.Plan, user));
}
