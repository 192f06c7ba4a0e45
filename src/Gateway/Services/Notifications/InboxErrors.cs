using AudioRooms.Contracts.Notifications;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Notifications;

/// <summary>Refusals of inboxes and of invitations into rooms.</summary>
internal static class InboxErrors
{
    public static WireError Of(InboxRejection rejection, InboxLimits bounds) => rejection switch
    {
        InboxRejection.QuietHoursInvalid => new(
            InboxCodes.QuietHoursInvalid,
            StatusCode.InvalidArgument,
            "Quiet hours begin and end at two different minutes of a day, 0 to 1,439, in a time zone."),
        InboxRejection.QuietHoursZoneInvalid => new(
            InboxCodes.QuietHoursZoneInvalid,
            StatusCode.InvalidArgument,
            "The time zone of quiet hours is an IANA name such as Europe/Paris, in its exact spelling."),
        InboxRejection.PauseTooLong => new(
            InboxCodes.PauseTooLong, StatusCode.InvalidArgument, $"A pause ends at most {Figures.Of(bounds.PauseMax)} from now."),
        InboxRejection.TooManyMuted => new(
            InboxCodes.TooManyMuted,
            StatusCode.ResourceExhausted,
            $"You have muted {Figures.Of(bounds.MutedMax)} people, clubs and events already."),
        InboxRejection.PersonNotFound => new(InboxCodes.PersonNotFound, StatusCode.NotFound, "There is no such person."),
        InboxRejection.NotFollower => new(
            InboxCodes.NotFollower, StatusCode.PermissionDenied, "Only people who follow you can be asked into a room."),
        InboxRejection.RoomNotFound => new(InboxCodes.RoomNotFound, StatusCode.NotFound, "There is no such room."),
        InboxRejection.RoomEnded => new(InboxCodes.RoomEnded, StatusCode.FailedPrecondition, "The room has ended."),
        InboxRejection.RoomForbidden => new(
            InboxCodes.RoomForbidden,
            StatusCode.PermissionDenied,
            "This person may not enter the room, and you cannot let people in."),
        InboxRejection.TooManyAsked => new(
            InboxCodes.TooManyAsked,
            StatusCode.ResourceExhausted,
            $"You have asked {Figures.Of(bounds.AskedInPerHour)} people into rooms within an hour; wait a little.",
            AskAgain),
    };

    /// <summary>An estimate, because the time at which the oldest invitation is an hour old is not known here.</summary>
    private static TimeSpan AskAgain => TimeSpan.FromMinutes(10);
}
