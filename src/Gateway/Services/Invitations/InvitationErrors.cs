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
            new(InvitationCodes.NoneLeft, StatusCode.FailedPrecondition, "All your invitations are given away."),
        InvitationRejection.TooManyToday => new(
            InvitationCodes.TooManyToday,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.IssuedPerDayMax)} invitations are made within a day.",
            TimeSpan.FromDays(1)),
        InvitationRejection.NotFound =>
            new(InvitationCodes.NotFound, StatusCode.NotFound, "You made no such invitation."),
        InvitationRejection.AlreadyAccepted =>
            new(InvitationCodes.AlreadyAccepted, StatusCode.FailedPrecondition, "Somebody joined with this invitation already."),
        InvitationRejection.GrantInvalid => new(
            InvitationCodes.GrantInvalid,
            StatusCode.InvalidArgument,
            $"1 to {Figures.Of(bounds.EarnedAtOnceMax)} invitations are granted at once, with an idempotency key, and "
                + $"{Figures.Of(bounds.GrantMax)} to one member in all."),
        InvitationRejection.HandleInvalid => new(
            InvitationCodes.HandleInvalid,
            StatusCode.InvalidArgument,
            $"A handle has {AccountBounds.HandleLengthMin} to {AccountBounds.HandleLengthMax} of a-z, 0-9 and \"_\"."),
        InvitationRejection.AlreadyWaiting =>
            new(InvitationCodes.AlreadyWaiting, StatusCode.AlreadyExists, "Somebody waits under this handle already."),
        InvitationRejection.NotWaiting => new(
            InvitationCodes.NotWaiting, StatusCode.NotFound, "Nobody waits under this handle or ticket."),
        InvitationRejection.WaitingListFull => new(
            InvitationCodes.WaitingListFull,
            StatusCode.ResourceExhausted,
            "The waiting list has no place left.",
            TimeSpan.FromDays(1)),
        InvitationRejection.MemberUnknown => new(InvitationCodes.MemberUnknown, StatusCode.NotFound, "There is no such member."),
    };
}
