using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Events;

/// <summary>
/// An event: a one-off or a series. Key: its id. Commands are stored when they are answered, and repeating one changes nothing.
/// To people who may not know of it, it answers everything with <see cref="EventRejection.NotFound"/>.
/// </summary>
[Alias("AudioRooms.IEventGrain")]
public interface IEventGrain : IGrainWithStringKey
{
    /// <summary>Schedules it.</summary>
    [Alias("Schedule")]
    Task<EventReply<EventView>> ScheduleAsync(ScheduleEvent command);

    /// <summary>The event as a user sees it.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="zone">IANA name of the zone to show times in; empty for the event's own.</param>
    [Alias("Get"), ReadOnly]
    Task<EventReply<EventView>> GetAsync(UserId viewer, string zone);

    /// <summary>
    /// Edits the event; its host and club stay. With another start, zone or rule all that is to come is moved, what occurrences
    /// had of their own is forgotten, and whoever said that they come to the next, second next, … now comes to that.
    /// </summary>
    [Alias("Edit")]
    Task<EventReply<EventView>> EditAsync(UserId actor, ScheduleEvent plan);

    /// <summary>Gives an occurrence that has not begun a title, text, time and guests of its own, or cancels it.</summary>
    [Alias("Change")]
    Task<EventReply<EventView>> ChangeAsync(UserId actor, long occurrence, OccurrenceEdit edit);

    /// <summary>Cancels all that is to come.</summary>
    [Alias("Cancel")]
    Task<EventReply<EventView>> CancelAsync(UserId actor);

    /// <summary>
    /// Opens the room of an occurrence, from 30 minutes before to 15 minutes after its planned start; after that it is missed.
    /// Whoever opens it owns the room. Opening it again finds the same room.
    /// </summary>
    [Alias("Start")]
    Task<EventReply<EventView>> StartAsync(Person actor, long occurrence);

    /// <summary>Says that somebody follows the series, or does no longer.</summary>
    /// <param name="user">Who.</param>
    /// <param name="follows">Whether they do.</param>
    /// <param name="remindBefore">How long before each occurrence they are reminded besides at its start;
    /// null as a rule 15 minutes.</param>
    [Alias("Follow")]
    Task<EventReply<EventView>> FollowAsync(UserId user, bool follows, TimeSpan? remindBefore);

    /// <summary>Says that somebody comes to an occurrence, or does not after all.</summary>
    /// <param name="user">Who.</param>
    /// <param name="occurrence">To which.</param>
    /// <param name="attends">Whether they do.</param>
    /// <param name="remindBefore">As for <see cref="FollowAsync"/>.</param>
    [Alias("Attend")]
    Task<EventReply<EventView>> AttendAsync(UserId user, long occurrence, bool attends, TimeSpan? remindBefore);

    /// <summary>Takes somebody out of it whose account is deleted: as host, which cancels it, as co-host and as guest.</summary>
    [Alias("Forget")]
    Task ForgetAsync(UserId user);
}
