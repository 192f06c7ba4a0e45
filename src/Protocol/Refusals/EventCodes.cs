using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of an event's refusals. Programs compare the codes; people read the text beside them.</summary>
public static class EventCodes
{
    /// <summary>There is no such event.</summary>
    public const string NotFound = "event_not_found";

    /// <summary>An event with this id was scheduled before.</summary>
    public const string AlreadyExists = "event_exists";

    /// <summary>
    /// The title is not one line of 1 to <see cref="EventLimits.TitleLengthMax"/> characters, or has control characters.
    /// </summary>
    public const string TitleInvalid = "event_title_invalid";

    /// <summary>The description exceeds <see cref="EventLimits.DescriptionLengthMax"/> or has control characters.</summary>
    public const string DescriptionInvalid = "event_description_invalid";

    /// <summary>
    /// There are more than <see cref="EventLimits.TopicCountMax"/> topics, or one exceeds
    /// <see cref="EventLimits.TopicLengthMax"/>.
    /// </summary>
    public const string TopicsInvalid = "event_topics_invalid";

    /// <summary>The language is no BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "event_language_invalid";

    /// <summary>The time zone is no IANA name such as Europe/Paris, in its exact spelling.</summary>
    public const string ZoneInvalid = "time_zone_invalid";

    /// <summary>
    /// The recurrence is no RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR; the text names the part that was not understood.
    /// </summary>
    public const string RuleInvalid = "recurrence_invalid";

    /// <summary>The duration is not <see cref="EventLimits.DurationMin"/> to <see cref="EventLimits.DurationMax"/>.</summary>
    public const string DurationInvalid = "event_duration_invalid";

    /// <summary>
    /// The start is not within <see cref="EventLimits.AheadMax"/>, or a date of a series is not between its neighbours.
    /// </summary>
    public const string StartInvalid = "event_start_out_of_bounds";

    /// <summary>The start is no wall-clock time of the event's zone in the form <c>YYYY-MM-DDTHH:MM</c>.</summary>
    public const string StartUnreadable = "event_start_invalid";

    /// <summary>
    /// There are more than <see cref="EventLimits.CoHostCountMax"/> co-hosts or <see cref="EventLimits.GuestCountMax"/> guests,
    /// or a person is named twice.
    /// </summary>
    public const string PeopleInvalid = "event_people_invalid";

    /// <summary>Only the host and the co-hosts may do this.</summary>
    public const string NotHost = "event_not_host";

    /// <summary>The event was cancelled.</summary>
    public const string Cancelled = "event_cancelled";

    /// <summary>The event has no such occurrence.</summary>
    public const string NoSuchOccurrence = "occurrence_not_found";

    /// <summary>The occurrence is cancelled or over, or its hosts missed it.</summary>
    public const string OccurrenceOver = "occurrence_over";

    /// <summary>The occurrence starts in more than <see cref="EventLimits.OpensBefore"/>.</summary>
    public const string TooEarly = "occurrence_too_early";

    /// <summary>The occurrence has begun.</summary>
    public const string AlreadyStarted = "occurrence_started";

    /// <summary>The caller hosts as many open events as allowed.</summary>
    public const string TooManyEvents = "events_open_full";

    /// <summary>There is no such club in which the caller may schedule events.</summary>
    public const string ClubRefused = "event_club_refused";

    /// <summary>The reminder is neither 0 nor one of <see cref="EventBounds.ReminderMinutes"/>.</summary>
    public const string ReminderInvalid = "reminder_invalid";
}
