using AudioRooms.Contracts.Events;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Events;

/// <summary>Refusals of events.</summary>
internal static class EventErrors
{
    public static WireError Of(EventRejection rejection, EventLimits bounds) => rejection switch
    {
        EventRejection.NotFound => new(EventCodes.NotFound, StatusCode.NotFound, "There is no such event."),
        EventRejection.AlreadyExists => new(
            EventCodes.AlreadyExists, StatusCode.AlreadyExists, "An event with this id exists already."),
        EventRejection.TitleInvalid => new(
            EventCodes.TitleInvalid,
            StatusCode.InvalidArgument,
            $"An event's title is one line of 1 to {Figures.Of(bounds.TitleLengthMax)} characters, of which at least one is "
                + "visible and none is a control character."),
        EventRejection.DescriptionInvalid => new(
            EventCodes.DescriptionInvalid,
            StatusCode.InvalidArgument,
            $"An event's description has at most {Figures.Of(bounds.DescriptionLengthMax)} characters and no control "
                + "characters."),
        EventRejection.TopicsInvalid => new(
            EventCodes.TopicsInvalid,
            StatusCode.InvalidArgument,
            $"An event has at most {Figures.Of(bounds.TopicCountMax)} topics of 1 to {Figures.Of(bounds.TopicLengthMax)} "
                + "characters each."),
        EventRejection.LanguageInvalid => new(
            EventCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            $"An event's language is a BCP 47 tag of at most {RequestBounds.LanguageTagLengthMax} characters."),
        EventRejection.ZoneInvalid =>
            new(EventCodes.ZoneInvalid, StatusCode.InvalidArgument, "A time zone is an IANA name such as Europe/Paris."),
        EventRejection.RuleInvalid => new(
            EventCodes.RuleInvalid, StatusCode.InvalidArgument, "A recurrence is an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR."),
        EventRejection.DurationInvalid => new(
            EventCodes.DurationInvalid,
            StatusCode.InvalidArgument,
            $"An event lasts {Figures.Of(bounds.DurationMin)} to {Figures.Of(bounds.DurationMax)}."),
        EventRejection.StartInvalid => new(
            EventCodes.StartInvalid,
            StatusCode.InvalidArgument,
            $"An event begins within the next {Figures.Of(bounds.AheadMax)}; a moved date of a series stays between "
                + "its neighbours."),
        EventRejection.StartUnreadable => new(
            EventCodes.StartUnreadable,
            StatusCode.InvalidArgument,
            "A start is the time on the wall clock of the event's zone, written YYYY-MM-DDTHH:MM."),
        EventRejection.PeopleInvalid => new(
            EventCodes.PeopleInvalid,
            StatusCode.InvalidArgument,
            $"An event has at most {Figures.Of(bounds.CoHostCountMax)} co-hosts and {Figures.Of(bounds.GuestCountMax)} "
                + "guests, and names no person twice."),
        EventRejection.NotHost => new(
            EventCodes.NotHost, StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        EventRejection.Cancelled => new(EventCodes.Cancelled, StatusCode.FailedPrecondition, "The event is cancelled."),
        EventRejection.NoSuchOccurrence => new(
            EventCodes.NoSuchOccurrence, StatusCode.NotFound, "The event has no such occurrence."),
        EventRejection.OccurrenceOver => new(
            EventCodes.OccurrenceOver,
            StatusCode.FailedPrecondition,
            "The occurrence is cancelled or over, or its hosts missed it."),
        EventRejection.TooEarly => new(
            EventCodes.TooEarly,
            StatusCode.FailedPrecondition,
            $"The room can be opened at the earliest {Figures.Of(bounds.OpensBefore)} before the occurrence."),
        EventRejection.AlreadyStarted => new(
            EventCodes.AlreadyStarted, StatusCode.FailedPrecondition, "The occurrence has begun."),
        EventRejection.TooManyEvents => new(
            EventCodes.TooManyEvents,
            StatusCode.ResourceExhausted,
            $"One person hosts at most {Figures.Of(bounds.OpenCountMax)} open events, and you already host as many."),
        EventRejection.ClubRefused => new(
            EventCodes.ClubRefused, StatusCode.PermissionDenied, "There is no such club in which you may schedule events."),
        EventRejection.ReminderInvalid => new(
            EventCodes.ReminderInvalid,
            StatusCode.InvalidArgument,
            $"A reminder comes 0, {string.Join(", ", EventBounds.ReminderMinutes[..^1])} or {EventBounds.ReminderMinutes[^1]} "
                + "minutes before."),
    };
}
