using AudioRooms.Contracts.Safety;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Safety;

/// <summary>Refusals of reports, cases and account standings.</summary>
internal static class SafetyErrors
{
    public static WireError Of(SafetyRejection rejection) => rejection switch
    {
        SafetyRejection.PersonUnknown => new(SafetyCodes.PersonUnknown, StatusCode.NotFound, "There is no such person."),
        SafetyRejection.Outranked => new(
            SafetyCodes.Outranked,
            StatusCode.PermissionDenied,
            "You can do this only to accounts with less power than yours."),
        SafetyRejection.ReasonInvalid => new(
            SafetyCodes.ReasonInvalid,
            StatusCode.InvalidArgument,
            $"A reason, note or appeal has 1 to {Figures.Of(SafetyBounds.TextLengthMax)} characters of plain text."),
        SafetyRejection.UntilInvalid => new(
            SafetyCodes.UntilInvalid,
            StatusCode.InvalidArgument,
            $"A suspension ends in the future, at most {SafetyBounds.SuspensionYearsMax} years ahead."),
        SafetyRejection.RoomUnknown => new(SafetyCodes.RoomUnknown, StatusCode.NotFound, "There is no such room."),
        SafetyRejection.MessageUnknown => new(
            SafetyCodes.MessageUnknown,
            StatusCode.NotFound,
            "The room has no such message, or you could not read it."),
        SafetyRejection.MomentInvalid => new(
            SafetyCodes.MomentInvalid,
            StatusCode.InvalidArgument,
            "A moment is a past minute of the room in which the reported person was on stage."),
        SafetyRejection.ReportTextInvalid => new(
            SafetyCodes.ReportTextInvalid,
            StatusCode.InvalidArgument,
            $"A report's text has at most {Figures.Of(SafetyBounds.TextLengthMax)} characters of plain text."),
        SafetyRejection.ReportsOneself => new(
            SafetyCodes.ReportsOneself, StatusCode.InvalidArgument, "You cannot report yourself."),
        SafetyRejection.TooManyReports => new(
            SafetyCodes.TooManyReports,
            StatusCode.ResourceExhausted,
            $"At most {SafetyBounds.ReportsPerDayMax} reports can come from one account in 24 hours."),
        SafetyRejection.CaseUnknown => new(SafetyCodes.CaseUnknown, StatusCode.NotFound, "There is no such case."),
        SafetyRejection.CaseClaimed => new(
            SafetyCodes.CaseClaimed, StatusCode.FailedPrecondition, "Another reviewer works on this case."),
        SafetyRejection.CaseStateWrong => new(
            SafetyCodes.CaseStateWrong,
            StatusCode.FailedPrecondition,
            "The case is not in the right state: a reviewer claims it, then decides it; a suspended person can then appeal."),
        SafetyRejection.NotImpartial => new(
            SafetyCodes.NotImpartial,
            StatusCode.PermissionDenied,
            "The accused person and the reporters cannot decide a case, and a reviewer cannot decide an appeal against their own "
                + "decision."),
        SafetyRejection.PenaltiesInvalid => new(
            SafetyCodes.PenaltiesInvalid,
            StatusCode.InvalidArgument,
            "Penalties must not contradict each other, and each needs its person or room; a suspension lasts "
                + $"{Figures.Of(SafetyBounds.PenaltyMin)} to {Figures.Of(SafetyBounds.PenaltyMax)}, or for good."),
        SafetyRejection.AppealedBefore => new(
            SafetyCodes.AppealedBefore, StatusCode.FailedPrecondition, "A case can be appealed only once."),
    };
}
