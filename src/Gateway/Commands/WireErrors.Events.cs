using AudioRooms.Contracts.Events;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <content>Refusals of events.</content>
internal static partial class WireErrors
{
    /// <summary>An event said no.</summary>
    public static WireError Of(EventRejection rejection) => rejection switch
    {
        EventRejection.NotFound => new("event_not_found", StatusCode.NotFound, "There is no such event."),
        EventRejection.AlreadyExists => new("event_exists", StatusCode.AlreadyExists, "An event with this id was scheduled before."),
        EventRejection.TitleInvalid => new(
            "event_title_invalid", StatusCode.InvalidArgument, "An event's title is one line of 1 to 100 characters, with something to see in it and no control characters."),
        EventRejection.DescriptionInvalid => new(
            "event_description_invalid",
            StatusCode.InvalidArgument,
            "An event's description has at most 1,000 characters and no control characters."),
        EventRejection.TopicsInvalid =>
            new("event_topics_invalid", StatusCode.InvalidArgument, "An event has at most 3 topics of 1 to 40 characters each."),
        EventRejection.LanguageInvalid =>
            new("event_language_invalid", StatusCode.InvalidArgument, "An event's language is a BCP 47 tag of at most 35 characters."),
        EventRejection.ZoneInvalid =>
            new("time_zone_invalid", StatusCode.InvalidArgument, "A time zone is an IANA name such as Europe/Paris."),
        EventRejection.RuleInvalid => new(
            "recurrence_invalid", StatusCode.InvalidArgument, "A recurrence is an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR."),
        EventRejection.DurationInvalid =>
            new("event_duration_invalid", StatusCode.InvalidArgument, "An event lasts 5 minutes to 12 hours."),
        EventRejection.StartInvalid => new(
            "event_start_out_of_bounds",
            StatusCode.InvalidArgument,
            "An event first takes place in the next 30 days; one date of a series stays between its neighbours."),
        EventRejection.StartUnreadable => new(
            "event_start_invalid",
            StatusCode.InvalidArgument,
            "A start is the time on the wall clock of the event's zone, written YYYY-MM-DDTHH:MM."),
        EventRejection.PeopleInvalid => new(
            "event_people_invalid",
            StatusCode.InvalidArgument,
            "An event has at most 2 co-hosts and 10 guests, and names nobody twice."),
        EventRejection.NotHost => new("event_not_host", StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        EventRejection.Cancelled => new("event_cancelled", StatusCode.FailedPrecondition, "The event was cancelled."),
        EventRejection.NoSuchOccurrence => new("occurrence_not_found", StatusCode.NotFound, "The event has no such occurrence."),
        EventRejection.OccurrenceOver => new(
            "occurrence_over", StatusCode.FailedPrecondition, "The occurrence is cancelled, over, or was missed by its hosts."),
        EventRejection.TooEarly => new(
            "occurrence_too_early", StatusCode.FailedPrecondition, "The room opens 30 minutes before the occurrence at the earliest."),
        EventRejection.AlreadyStarted => new("occurrence_started", StatusCode.FailedPrecondition, "The occurrence has begun."),
        EventRejection.TooManyEvents => new("events_open_full", StatusCode.ResourceExhausted, "You host as many open events as one may."),
        EventRejection.ClubRefused => new(
            "event_club_refused", StatusCode.PermissionDenied, "There is no such club in which you may schedule events."),
        EventRejection.ReminderInvalid => new(
            "reminder_invalid", StatusCode.InvalidArgument, "One is reminded 0, 5, 10, 15, 30, 60, 120 or 1440 minutes before."),
    };
}
