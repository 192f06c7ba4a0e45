using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which something about safety is refused.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class SafetyCodes
{
    /// <summary>There is no such person.</summary>
    public const string PersonUnknown = "reported_person_unknown";

    /// <summary>This may be done only to accounts with less power than one's own.</summary>
    public const string Outranked = "account_outranks";

    /// <summary>
    /// A reason, note or appeal that is not plain text of 1 to <see cref="SafetyBounds.TextLengthMax"/> characters.
    /// </summary>
    public const string ReasonInvalid = "safety_reason_invalid";

    /// <summary>
    /// A suspension that does not end in the future, or later than <see cref="SafetyBounds.SuspensionYearsMax"/> years ahead.
    /// </summary>
    public const string UntilInvalid = "suspension_end_invalid";

    /// <summary>There is no such room.</summary>
    public const string RoomUnknown = "reported_room_unknown";

    /// <summary>There is no such message in the room, or none that you could read.</summary>
    public const string MessageUnknown = "reported_message_unknown";

    /// <summary>A moment is a minute that has passed in the room, and whoever is reported was on stage in it.</summary>
    public const string MomentInvalid = "moment_invalid";

    /// <summary>A text that is not plain, or above <see cref="SafetyBounds.TextLengthMax"/>.</summary>
    public const string ReportTextInvalid = "report_text_invalid";

    /// <summary>Nobody reports themselves.</summary>
    public const string ReportsOneself = "reports_oneself";

    /// <summary><see cref="SafetyBounds.ReportsPerDayMax"/> reports were filed within 24 hours.</summary>
    public const string TooManyReports = "too_many_reports";

    /// <summary>There is no such case.</summary>
    public const string CaseUnknown = "case_not_found";

    /// <summary>Somebody else works on this case.</summary>
    public const string CaseClaimed = "case_claimed";

    /// <summary>A case is claimed, then decided, then perhaps appealed, and that only against a suspension.</summary>
    public const string CaseStateWrong = "case_state_wrong";

    /// <summary>Whoever is accused or has reported decides nothing, and nobody decides an appeal against themselves.</summary>
    public const string NotImpartial = "not_impartial";

    /// <summary>
    /// Penalties that contradict each other or lack the person or room they are for, or a suspension not of <see
    /// cref="SafetyBounds.PenaltyMin"/> to
    /// <see cref="SafetyBounds.PenaltyMax"/>.
    /// </summary>
    public const string PenaltiesInvalid = "penalties_invalid";

    /// <summary>A case is appealed once.</summary>
    public const string AppealedBefore = "appealed_before";
}
