using AudioRooms.Contracts.Events;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <content>Refusals of events.</content>
internal static partial class WireErrors
{
    /// <summary>An event said no.</summary>
    public static WireError Of(EventRejection rejection) => rejection switch
    {
        EventRejection.NotFound => new(EventCodes.NotFound, StatusCode.NotFound, "There is no such event."),
        EventRejection.AlreadyExists => new(EventCodes.AlreadyExists, StatusCode.AlreadyExists, "An event with this id was scheduled before."),
        EventRejection.TitleInvalid => new(
            EventCodes.TitleInvalid, StatusCode.InvalidArgument, "An event's title is one line of 1 to 100 characters, with something to see in it and no control characters."),
        EventRejection.DescriptionInvalid => new(
            EventCodes.DescriptionInvalid,
            StatusCode.InvalidArgument,
            "An event's description has at most 1,000 characters and no control characters."),
        EventRejection.TopicsInvalid =>
            new(EventCodes.TopicsInvalid, StatusCode.InvalidArgument, "An event has at most 3 topics of 1 to 40 characters each."),
        EventRejection.LanguageInvalid =>
            new(EventCodes.LanguageInvalid, StatusCode.InvalidArgument, "An event's language is a BCP 47 tag of at most 35 characters."),
        EventRejection.ZoneInvalid =>
            new(EventCodes.ZoneInvalid, StatusCode.InvalidArgument, "A time zone is an IANA name such as Europe/Paris."),
        EventRejection.RuleInvalid => new(
            EventCodes.RuleInvalid, StatusCode.InvalidArgument, "A recurrence is an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR."),
        EventRejection.DurationInvalid =>
            new(EventCodes.DurationInvalid, StatusCode.InvalidArgument, "An event lasts 5 minutes to 12 hours."),
        EventRejection.StartInvalid => new(
            EventCodes.StartInvalid,
            StatusCode.InvalidArgument,
            "An event first takes place in the next 30 days; one date of a series stays between its neighbours."),
        EventRejection.StartUnreadable => new(
            EventCodes.StartUnreadable,
            StatusCode.InvalidArgument,
            "A start is the time on the wall clock of the event's zone, written YYYY-MM-DDTHH:MM."),
        EventRejection.PeopleInvalid => new(
            EventCodes.PeopleInvalid,
            StatusCode.InvalidArgument,
            "An event has at most 2 co-hosts and 10 guests, and names nobody twice."),
        EventRejection.NotHost => new(EventCodes.NotHost, StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        EventRejection.Cancelled => new(EventCodes.Cancelled, StatusCode.FailedPrecondition, "The event was cancelled."),
        EventRejection.NoSuchOccurrence => new(EventCodes.NoSuchOccurrence, StatusCode.NotFound, "The event has no such occurrence."),
        EventRejection.OccurrenceOver => new(
            EventCodes.OccurrenceOver, StatusCode.FailedPrecondition, "The occurrence is cancelled, over, or was missed by its hosts."),
        EventRejection.TooEarly => new(
            EventCodes.TooEarly, StatusCode.FailedPrecondition, "The room opens 30 minutes before the occurrence at the earliest."),
        EventRejection.AlreadyStarted => new(EventCodes.AlreadyStarted, StatusCode.FailedPrecondition, "The occurrence has begun."),
        EventRejection.TooManyEvents => new(EventCodes.TooManyEvents, StatusCode.ResourceExhausted, "You host as many open events as one may."),
        EventRejection.ClubRefused => new(
            EventCodes.ClubRefused, StatusCode.PermissionDenied, "There is no such club in which you may schedule events."),
        EventRejection.ReminderInvalid => new(
            EventCodes.ReminderInvalid, StatusCode.InvalidArgument, "One is reminded 0, 5, 10, 15, 30, 60, 120 or 1440 minutes before."),
    };
}
