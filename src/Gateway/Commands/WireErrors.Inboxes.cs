using AudioRooms.Contracts.Notifications;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <summary>Inboxes, and asking people into rooms.</summary>
internal static partial class WireErrors
{
    /// <summary>An inbox refused.</summary>
    public static WireError Of(InboxRejection rejection) => rejection switch
    {
        InboxRejection.QuietHoursInvalid => new(
            "quiet_hours_invalid",
            StatusCode.InvalidArgument,
            "Quiet hours begin and end at two different minutes of a day, 0 to 1,439, in a time zone."),
        InboxRejection.QuietHoursZoneInvalid => new(
            "quiet_hours_zone_invalid",
            StatusCode.InvalidArgument,
            "The time zone of quiet hours is an IANA name such as Europe/Paris, in its exact spelling."),
        InboxRejection.PauseTooLong => new("pause_too_long", StatusCode.InvalidArgument, "A pause ends within 30 days."),
        InboxRejection.TooManyMuted => new(
            "muted_sources_full", StatusCode.ResourceExhausted, "You have muted 500 people, clubs and events already."),
        InboxRejection.PersonNotFound => new("asked_person_not_found", StatusCode.NotFound, "There is no such person."),
        InboxRejection.NotFollower => new(
            "asked_person_not_follower", StatusCode.PermissionDenied, "Only people who follow you can be asked into a room."),
        InboxRejection.RoomNotFound => new("asked_room_not_found", StatusCode.NotFound, "There is no such room."),
        InboxRejection.RoomEnded => new("asked_room_ended", StatusCode.FailedPrecondition, "The room has ended."),
        InboxRejection.RoomForbidden => new(
            "asked_room_forbidden", StatusCode.PermissionDenied, "This person may not enter the room, or you cannot let them in."),
        InboxRejection.TooManyAsked => new(
            "asked_people_full", StatusCode.ResourceExhausted, "You have asked 30 people into rooms within an hour; wait a little.", AskAgain),
    };

    /// <summary>A guess: when the oldest of them is an hour old is not said.</summary>
    private static TimeSpan AskAgain => TimeSpan.FromMinutes(10);
}
