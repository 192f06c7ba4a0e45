namespace AudioRooms.Contracts.Safety;

/// <summary>Why a call about safety was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum SafetyRejection
{
    /// <summary>There is no such person.</summary>
    PersonUnknown = 1,

    /// <summary>The caller does not have more power than the account.</summary>
    Outranked = 2,

    /// <summary>The reason is not 1 to 1,000 characters of text.</summary>
    ReasonInvalid = 3,

    /// <summary>The end lies in the past or more than 10 years ahead.</summary>
    UntilInvalid = 4,

    /// <summary>The room does not exist, or the reporter may not see it.</summary>
    RoomUnknown = 5,

    /// <summary>The room has no such message, or the reporter could not read it.</summary>
    MessageUnknown = 6,

    /// <summary>The moment lies before the room began, after it ended or in the future, or the person was not on stage
    /// then.</summary>
    MomentInvalid = 7,

    /// <summary>The text of a report has more than 1,000 characters.</summary>
    ReportTextInvalid = 8,

    /// <summary>The report is about the reporter or the reporter's own message.</summary>
    ReportsOneself = 9,

    /// <summary>The reporter has filed 20 reports in 24 hours.</summary>
    TooManyReports = 10,

    /// <summary>There is no such case.</summary>
    CaseUnknown = 11,

    /// <summary>Another reviewer works on the case.</summary>
    CaseClaimed = 12,

    /// <summary>The state of the case does not allow this: it is not claimed yet, or decided already.</summary>
    CaseStateWrong = 13,

    /// <summary>The accused person and the reporters cannot decide a case, and the reviewer of a case cannot decide its
    /// appeal.</summary>
    NotImpartial = 14,

    /// <summary>The penalties contradict each other, or need a person, a room or a duration that is missing.</summary>
    PenaltiesInvalid = 15,

    /// <summary>The case was appealed before.</summary>
    AppealedBefore = 16,
}
