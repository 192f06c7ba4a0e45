using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which an event refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class EventCodes
{
    /// <summary>There is no such event.</summary>
    public const string NotFound = "event_not_found";

    /// <summary>An event with this id was scheduled before.</summary>
    public const string AlreadyExists = "event_exists";

    /// <summary>Not one line of 1 to <see cref="EventLimits.TitleLengthMax"/> characters, or control characters.</summary>
    public const string TitleInvalid = "event_title_invalid";

    /// <summary>Above <see cref="EventLimits.DescriptionLengthMax"/>, or control characters.</summary>
    public const string DescriptionInvalid = "event_description_invalid";

    /// <summary>Above <see cref="EventLimits.TopicCountMax"/>, or one above <see cref="EventLimits.TopicLengthMax"/>.</summary>
    public const string TopicsInvalid = "event_topics_invalid";

    /// <summary>Not a BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "event_language_invalid";

    /// <summary>A time zone is an IANA name such as Europe/Paris, in its exact spelling.</summary>
    public const string ZoneInvalid = "time_zone_invalid";

    /// <summary>
    /// A recurrence is an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR; the message names the part that is not understood.
    /// </summary>
    public const string RuleInvalid = "recurrence_invalid";

    /// <summary>Not <see cref="EventLimits.DurationMin"/> to <see cref="EventLimits.DurationMax"/>.</summary>
    public const string DurationInvalid = "event_duration_invalid";

    /// <summary>Not within <see cref="EventLimits.AheadMax"/>; one date of a series stays between its neighbours.</summary>
    public const string StartInvalid = "event_start_out_of_bounds";

    /// <summary>A start is the time on the wall clock of the event's zone, written <c>YYYY-MM-DDTHH:MM</c>.</summary>
    public const string StartUnreadable = "event_start_invalid";

    /// <summary>
    /// Above <see cref="EventLimits.CoHostCountMax"/> or <see cref="EventLimits.GuestCountMax"/>, or somebody named twice.
    /// </summary>
    public const string PeopleInvalid = "event_people_invalid";

    /// <summary>Only the host and the co-hosts may do this.</summary>
    public const string NotHost = "event_not_host";

    /// <summary>The event was cancelled.</summary>
    public const string Cancelled = "event_cancelled";

    /// <summary>The event has no such occurrence.</summary>
    public const string NoSuchOccurrence = "occurrence_not_found";

    /// <summary>The occurrence is cancelled, over, or was missed by its hosts.</summary>
    public const string OccurrenceOver = "occurrence_over";

    /// <summary>Earlier than <see cref="EventLimits.OpensBefore"/> before the occurrence.</summary>
    public const string TooEarly = "occurrence_too_early";

    /// <summary>The occurrence has begun.</summary>
    public const string AlreadyStarted = "occurrence_started";

    /// <summary>You host as many open events as one may.</summary>
    public const string TooManyEvents = "events_open_full";

    /// <summary>There is no such club in which you may schedule events.</summary>
    public const string ClubRefused = "event_club_refused";

    /// <summary>Neither 0 nor one of <see cref="EventBounds.ReminderMinutes"/>.</summary>
    public const string ReminderInvalid = "reminder_invalid";
}
