using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Events;

/// <summary>Who may know of an event, and who may schedule one in a club, given the person's present standing in the
/// club.</summary>
public static class EventVisibility
{
    /// <summary>True if the person may know of the event: its hosts always, everybody for a public event, members for an event of
    /// members. An event that cannot be read is visible to its hosts only, who can repair it.</summary>
    /// <param name="standing">The person's standing in the event's club; null if the club does not exist or the event has
    /// none.</param>
    public static bool IsVisible(EventSeries series, UserId user, ClubStanding? standing) =>
        series.IsHost(user) || (series.Fault() is null && IsOpenTo(series.Plan, standing));

    /// <summary>True if the event is for members of its club only. A club that no longer exists counts as private.</summary>
    /// <param name="standing">Any person's standing in the event's club; null if the club does not exist or the event has
    /// none.</param>
    public static bool IsForMembers(ScheduleEvent plan, ClubStanding? standing) =>
        plan.ClubId.Length > 0 && (plan.MembersOnly || standing is not { IsPrivate: false });

    /// <summary>The reason why the host may not schedule this event in the club, or null. A private club of other people gives
    /// the same answer as a missing one.</summary>
    /// <param name="hostStanding">The host's standing in the club; null if the club does not exist or the event has none.</param>
    public static EventRejection? CheckClub(ScheduleEvent plan, ClubStanding? hostStanding) =>
        plan.ClubId.Length == 0
            ? (plan.MembersOnly ? EventRejection.ClubRefused : null)
            : hostStanding is { MayOpenRooms: true } ? null : EventRejection.ClubRefused;

    private static bool IsOpenTo(ScheduleEvent plan, ClubStanding? standing) =>
        plan.ClubId.Length == 0
        || (standing is { IsPrivate: false } && !plan.MembersOnly)
        || standing?.Role is ClubRole.Member or ClubRole.Leader or ClubRole.Owner;
}
