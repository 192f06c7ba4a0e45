using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Events;

/// <summary>One event, single or recurring. Key: the event's id. The grain stores a command before it answers, and a repeated
/// command changes nothing. A user who may not know of the event gets <see cref="EventRejection.NotFound"/> from every
/// method.</summary>
[Alias("AudioRooms.IEventGrain")]
public interface IEventGrain : IGrainWithStringKey
{
    /// <summary>Schedules the event.</summary>
    [Alias("Schedule")]
    Task<EventReply<EventView>> ScheduleAsync(ScheduleEvent command);

    /// <summary>The event as the viewer may see it.</summary>
    /// <param name="viewer">The user who asks.</param>
    /// <param name="zone">IANA name of the zone in which times are shown; empty for the event's own zone.</param>
    [Alias("Get"), ReadOnly]
    Task<EventReply<EventView>> GetAsync(UserId viewer, string zone);

    /// <summary>Replaces the plan; host and club stay as they are. A new start, zone or rule moves every future occurrence: their
    /// own titles, times and guests are dropped, and people who attend the next (or second next, …) occurrence now attend the new
    /// next (or second next, …) one.</summary>
    [Alias("Edit")]
    Task<EventReply<EventView>> EditAsync(UserId actor, ScheduleEvent plan);

    /// <summary>Gives an occurrence that has not begun its own title, description, start and guests, or cancels it.</summary>
    [Alias("Change")]
    Task<EventReply<EventView>> ChangeAsync(UserId actor, long occurrence, OccurrenceEdit edit);

    /// <summary>Cancels all future occurrences.</summary>
    [Alias("Cancel")]
    Task<EventReply<EventView>> CancelAsync(UserId actor);

    /// <summary>Opens the room of an occurrence, from 30 minutes before its planned start to 15 minutes after it; later the
    /// occurrence counts as missed. The caller becomes the room's owner. A second call returns the same room.</summary>
    [Alias("Start")]
    Task<EventReply<EventView>> StartAsync(Person actor, long occurrence);

    /// <summary>Follows the series, or stops following it.</summary>
    /// <param name="user">The follower.</param>
    /// <param name="follows">True to follow, false to stop.</param>
    /// <param name="remindBefore">How long before each occurrence the follower is reminded, besides at its start; null for
    /// the configured default of 15 minutes.</param>
    [Alias("Follow")]
    Task<EventReply<EventView>> FollowAsync(UserId user, bool follows, TimeSpan? remindBefore);

    /// <summary>Marks the user as attending an occurrence, or no longer.</summary>
    /// <param name="user">The attendee.</param>
    /// <param name="occurrence">Id of the occurrence.</param>
    /// <param name="attends">True to attend, false to withdraw.</param>
    /// <param name="remindBefore">As for <see cref="FollowAsync"/>.</param>
    [Alias("Attend")]
    Task<EventReply<EventView>> AttendAsync(UserId user, long occurrence, bool attends, TimeSpan? remindBefore);

    /// <summary>Removes a user whose account is deleted. If the user is the host, the event is cancelled; otherwise the user is
    /// no longer a co-host or guest.</summary>
    [Alias("Forget")]
    Task ForgetAsync(UserId user);
}
