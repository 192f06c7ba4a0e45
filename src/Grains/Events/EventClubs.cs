using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;

namespace AudioRooms.Grains.Events;

/// <summary>Asks the club of an event how people stand in it now; <see cref="EventVisibility"/> decides what follows.</summary>
internal static class EventClubs
{
    /// <summary>How the person stands in the event's club; null if there is no such club, or the event has none.</summary>
    public static async Task<ClubStanding?> StandingAsync(IGrainFactory grains, ScheduleEvent plan, UserId user) =>
        plan.ClubId.Length == 0 ? null : await grains.GetGrain<IClubGrain>(plan.ClubId).StandingOfAsync(user);

    /// <summary>True if the person may know of the event.</summary>
    public static async Task<bool> IsVisibleAsync(IGrainFactory grains, EventSeries series, UserId user) =>
        EventVisibility.IsVisible(series, user, series.IsHost(user) ? null : await StandingAsync(grains, series.Plan, user));
}
