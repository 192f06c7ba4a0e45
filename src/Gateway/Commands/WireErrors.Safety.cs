using AudioRooms.Contracts.Safety;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <summary>Reports, cases and how accounts stand.</summary>
internal static partial class WireErrors
{
    /// <summary>Something about safety was refused.</summary>
    public static WireError Of(SafetyRejection rejection) => rejection switch
    {
        SafetyRejection.PersonUnknown => new("reported_person_unknown", StatusCode.NotFound, "There is no such person."),
        SafetyRejection.Outranked =>
            new("account_outranks", StatusCode.PermissionDenied, "This may be done only to accounts with less power than one's own."),
        SafetyRejection.ReasonInvalid =>
            new("safety_reason_invalid", StatusCode.InvalidArgument, "A reason, note or appeal has 1 to 1,000 characters of plain text."),
        SafetyRejection.UntilInvalid =>
            new("suspension_end_invalid", StatusCode.InvalidArgument, "A suspension ends in the future, at most 10 years ahead."),
        SafetyRejection.RoomUnknown => new("reported_room_unknown", StatusCode.NotFound, "There is no such room."),
        SafetyRejection.MessageUnknown =>
            new("reported_message_unknown", StatusCode.NotFound, "There is no such message in the room, or none that you could read."),
        SafetyRejection.MomentInvalid => new(
            "moment_invalid",
            StatusCode.InvalidArgument,
            "A moment is a minute that has passed in the room, and whoever is reported was on stage in it."),
        SafetyRejection.ReportTextInvalid =>
            new("report_text_invalid", StatusCode.InvalidArgument, "A report's text has at most 1,000 characters of plain text."),
        SafetyRejection.ReportsOneself => new("reports_oneself", StatusCode.InvalidArgument, "Nobody reports themselves."),
        SafetyRejection.TooManyReports =>
            new("too_many_reports", StatusCode.ResourceExhausted, "At most 20 reports are taken from one account in 24 hours."),
        SafetyRejection.CaseUnknown => new("case_not_found", StatusCode.NotFound, "There is no such case."),
        SafetyRejection.CaseClaimed => new("case_claimed", StatusCode.FailedPrecondition, "Somebody else works on this case."),
        SafetyRejection.CaseStateWrong => new(
            "case_state_wrong", StatusCode.FailedPrecondition, "A case is claimed, then decided, then perhaps appealed, and that only against a suspension."),
        SafetyRejection.NotImpartial => new(
            "not_impartial",
            StatusCode.PermissionDenied,
            "Whoever is accused or has reported decides nothing, and nobody decides an appeal against themselves."),
        SafetyRejection.PenaltiesInvalid => new(
            "penalties_invalid",
            StatusCode.InvalidArgument,
            "Penalties must not contradict each other, and need the person or room they are for; a suspension lasts an hour to 365 days, or for good."),
        SafetyRejection.AppealedBefore => new("appealed_before", StatusCode.FailedPrecondition, "A case is appealed once."),
    };
}
