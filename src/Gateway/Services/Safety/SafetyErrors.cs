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
            "This may be done only to accounts with less power than one's own."),
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
            "There is no such message in the room, or none that you could read."),
        SafetyRejection.MomentInvalid => new(
            SafetyCodes.MomentInvalid,
            StatusCode.InvalidArgument,
            "A moment is a minute that has passed in the room, and whoever is reported was on stage in it."),
        SafetyRejection.ReportTextInvalid => new(
            SafetyCodes.ReportTextInvalid,
            StatusCode.InvalidArgument,
            $"A report's text has at most {Figures.Of(SafetyBounds.TextLengthMax)} characters of plain text."),
        SafetyRejection.ReportsOneself => new(
            SafetyCodes.ReportsOneself, StatusCode.InvalidArgument, "Nobody reports themselves."),
        SafetyRejection.TooManyReports => new(
            SafetyCodes.TooManyReports,
            StatusCode.ResourceExhausted,
            $"At most {SafetyBounds.ReportsPerDayMax} reports are taken from one account in 24 hours."),
        SafetyRejection.CaseUnknown => new(SafetyCodes.CaseUnknown, StatusCode.NotFound, "There is no such case."),
        SafetyRejection.CaseClaimed => new(
            SafetyCodes.CaseClaimed, StatusCode.FailedPrecondition, "Somebody else works on this case."),
        SafetyRejection.CaseStateWrong => new(
            SafetyCodes.CaseStateWrong,
            StatusCode.FailedPrecondition,
            "A case is claimed, then decided, then perhaps appealed, and that only against a suspension."),
        SafetyRejection.NotImpartial => new(
            SafetyCodes.NotImpartial,
            StatusCode.PermissionDenied,
            "Whoever is accused or has reported decides nothing, and nobody decides an appeal against themselves."),
        SafetyRejection.PenaltiesInvalid => new(
            SafetyCodes.PenaltiesInvalid,
            StatusCode.InvalidArgument,
            "Penalties must not contradict each other, and need the person or room they are for; a suspension lasts "
                + $"{Figures.Of(SafetyBounds.PenaltyMin)} to {Figures.Of(SafetyBounds.PenaltyMax)}, or for good."),
        SafetyRejection.AppealedBefore => new(
            SafetyCodes.AppealedBefore, StatusCode.FailedPrecondition, "A case is appealed once."),
    };
}
