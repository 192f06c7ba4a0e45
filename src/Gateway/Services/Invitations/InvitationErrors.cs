using AudioRooms.Contracts.Invitations;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Invitations;

// Refusals about invitations.
internal static class InvitationErrors
{
    /// <summary>A refusal of an invitation ledger or the waiting list.</summary>
    public static WireError Of(InvitationRejection rejection, InvitationOptions bounds) => rejection switch
    {
        InvitationRejection.NoneLeft =>
            new(InvitationCodes.NoneLeft, StatusCode.FailedPrecondition, "You have no invitation left."),
        InvitationRejection.TooManyToday => new(
            InvitationCodes.TooManyToday,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.IssuedPerDayMax)} invitations can be made within a day.",
            TimeSpan.FromDays(1)),
        InvitationRejection.NotFound =>
            new(InvitationCodes.NotFound, StatusCode.NotFound, "You have no such invitation."),
        InvitationRejection.AlreadyAccepted =>
            new(
                InvitationCodes.AlreadyAccepted,
                StatusCode.FailedPrecondition,
                "A person has already joined with this invitation."),
        InvitationRejection.GrantInvalid => new(
            InvitationCodes.GrantInvalid,
            StatusCode.InvalidArgument,
            $"1 to {Figures.Of(bounds.EarnedAtOnceMax)} invitations can be granted at once, with an idempotency key, and "
                + $"{Figures.Of(bounds.GrantMax)} to one member in all."),
        InvitationRejection.HandleInvalid => new(
            InvitationCodes.HandleInvalid,
            StatusCode.InvalidArgument,
            $"A handle has {AccountBounds.HandleLengthMin} to {AccountBounds.HandleLengthMax} of the characters a-z, 0-9 and "
                + "\"_\"."),
        InvitationRejection.AlreadyWaiting =>
            new(InvitationCodes.AlreadyWaiting, StatusCode.AlreadyExists, "A person already waits under this handle."),
        InvitationRejection.NotWaiting => new(
            InvitationCodes.NotWaiting, StatusCode.NotFound, "The waiting list has no such handle or ticket."),
        InvitationRejection.WaitingListFull => new(
            InvitationCodes.WaitingListFull,
            StatusCode.ResourceExhausted,
            "The waiting list is full.",
            TimeSpan.FromDays(1)),
        InvitationRejection.MemberUnknown => new(InvitationCodes.MemberUnknown, StatusCode.NotFound, "There is no such member."),
    };
}
