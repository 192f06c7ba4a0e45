using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes of refusals about reports, cases and suspensions. Programs compare the codes; people read the text beside them.
/// </summary>
public static class SafetyCodes
{
    /// <summary>There is no such person.</summary>
    public const string PersonUnknown = "reported_person_unknown";

    /// <summary>The account has as much power as the caller's, or more.</summary>
    public const string Outranked = "account_outranks";

    /// <summary>
    /// The reason, note or appeal is no plain text of 1 to <see cref="SafetyBounds.TextLengthMax"/> characters.
    /// </summary>
    public const string ReasonInvalid = "safety_reason_invalid";

    /// <summary>
    /// The suspension does not end in the future, or ends more than <see cref="SafetyBounds.SuspensionYearsMax"/> years ahead.
    /// </summary>
    public const string UntilInvalid = "suspension_end_invalid";

    /// <summary>There is no such room.</summary>
    public const string RoomUnknown = "reported_room_unknown";

    /// <summary>There is no such message in the room, or the caller could not read it.</summary>
    public const string MessageUnknown = "reported_message_unknown";

    /// <summary>The moment is no past minute of the room in which the reported person was on stage.</summary>
    public const string MomentInvalid = "moment_invalid";

    /// <summary>The text is not plain, or exceeds <see cref="SafetyBounds.TextLengthMax"/>.</summary>
    public const string ReportTextInvalid = "report_text_invalid";

    /// <summary>People cannot report themselves.</summary>
    public const string ReportsOneself = "reports_oneself";

    /// <summary>The caller filed <see cref="SafetyBounds.ReportsPerDayMax"/> reports within 24 hours.</summary>
    public const string TooManyReports = "too_many_reports";

    /// <summary>There is no such case.</summary>
    public const string CaseUnknown = "case_not_found";

    /// <summary>Another person works on this case.</summary>
    public const string CaseClaimed = "case_claimed";

    /// <summary>The case is in another state: a case is claimed, then decided, and a suspension may then be appealed.</summary>
    public const string CaseStateWrong = "case_state_wrong";

    /// <summary>
    /// The accused and the reporters may not decide a case, and nobody may decide an appeal against their own decision.
    /// </summary>
    public const string NotImpartial = "not_impartial";

    /// <summary>
    /// The penalties contradict each other, lack the person or room they are for, or include a suspension that is not
    /// <see cref="SafetyBounds.PenaltyMin"/> to <see cref="SafetyBounds.PenaltyMax"/>.
    /// </summary>
    public const string PenaltiesInvalid = "penalties_invalid";

    /// <summary>The case was appealed before; it can be appealed once.</summary>
    public const string AppealedBefore = "appealed_before";
}
