using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Events;

/// <summary>Who may know of an event, and who may schedule one in a club, by how a person stands in the club now.</summary>
public static class EventVisibility
{
    /// <summary>
    /// True if the person may know of the event: its hosts, anybody of a public one, members of a members' one. An event that
    /// cannot be read is there for its hosts alone, who can mend it.
    /// </summary>
    /// <param name="series">The event.</param>
    /// <param name="user">The person.</param>
    /// <param name="standing">The person's in the event's club; null if there is no such club, or the event has none.</param>
    public static bool IsVisible(EventSeries series, UserId user, ClubStanding? standing) =>
        series.IsHost(user) || (series.Fault() is null && IsOpenTo(series.Plan, standing));

    /// <summary>True if the event is for members of its club only. A club that is gone counts as private.</summary>
    /// <param name="plan">The event.</param>
    /// <param name="standing">Anybody's in the event's club; null if there is no such club, or the event has none.</param>
    public static bool IsForMembers(ScheduleEvent plan, ClubStanding? standing) =>
        plan.ClubId.Length > 0 && (plan.MembersOnly || standing is not { IsPrivate: false });

    /// <summary>Why the host may not schedule this in the club, or null. A private club of others looks like none.</summary>
    /// <param name="plan">The event.</param>
    /// <param name="hostStanding">The host's in the event's club; null if there is no such club, or the event has none.</param>
    public static EventRejection? CheckClub(ScheduleEvent plan, ClubStanding? hostStanding) =>
        plan.ClubId.Length == 0
            ? (plan.MembersOnly ? EventRejection.ClubRefused : null)
            : hostStanding is { MayOpenRooms: true } ? null : EventRejection.ClubRefused;

    private static bool IsOpenTo(ScheduleEvent plan, ClubStanding? standing) =>
        plan.ClubId.Length == 0
        || (standing is { IsPrivate: false } && !plan.MembersOnly)
        || standing?.Role is ClubRole.Member or ClubRole.Leader or ClubRole.Owner;
}
