using AudioRooms.Contracts.Invitations;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

// What is refused about invitations.
internal static partial class WireErrors
{
    /// <summary>An invitation ledger or the waiting list said no.</summary>
    public static WireError Of(InvitationRejection rejection) => rejection switch
    {
        InvitationRejection.NoneLeft =>
            new("no_invitations_left", StatusCode.FailedPrecondition, "All your invitations are given away."),
        InvitationRejection.TooManyToday => new(
            "too_many_invitations",
            StatusCode.ResourceExhausted,
            "At most 50 invitations are made within a day.",
            TimeSpan.FromDays(1)),
        InvitationRejection.NotFound =>
            new("invitation_not_found", StatusCode.NotFound, "You made no such invitation."),
        InvitationRejection.AlreadyAccepted =>
            new("invitation_accepted", StatusCode.FailedPrecondition, "Somebody joined with this invitation already."),
        InvitationRejection.GrantInvalid => new(
            "grant_invalid",
            StatusCode.InvalidArgument,
            "1 to 50 invitations are granted at once, with an idempotency key, and 1,000 to one member in all."),
        InvitationRejection.HandleInvalid =>
            new("waiting_handle_invalid", StatusCode.InvalidArgument, "A handle has 2 to 30 of a-z, 0-9 and \"_\"."),
        InvitationRejection.AlreadyWaiting =>
            new("already_waiting", StatusCode.AlreadyExists, "Somebody waits under this handle already."),
        InvitationRejection.NotWaiting => new("not_waiting", StatusCode.NotFound, "Nobody waits under this handle or ticket."),
        InvitationRejection.WaitingListFull =>
            new("waiting_list_full", StatusCode.ResourceExhausted, "The waiting list has no place left.", TimeSpan.FromDays(1)),
        InvitationRejection.MemberUnknown => new("member_unknown", StatusCode.NotFound, "There is no such member."),
    };
}
