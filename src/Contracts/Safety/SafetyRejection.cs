namespace AudioRooms.Contracts.Safety;

/// <summary>Why something about safety was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum SafetyRejection
{
    /// <summary>There is no such person.</summary>
    PersonUnknown = 1,

    /// <summary>Whoever asks does not stand above the account it is about.</summary>
    Outranked = 2,

    /// <summary>The reason is not 1 to 1,000 characters of text.</summary>
    ReasonInvalid = 3,

    /// <summary>The end lies in the past, or more than 10 years ahead.</summary>
    UntilInvalid = 4,

    /// <summary>There is no such room, or not for whoever reports.</summary>
    RoomUnknown = 5,

    /// <summary>The room has no such message, or none that the reporter could read.</summary>
    MessageUnknown = 6,

    /// <summary>The moment lies before the room began, after it ended or in the future, or the person was not on stage.</summary>
    MomentInvalid = 7,

    /// <summary>A report's text has more than 1,000 characters.</summary>
    ReportTextInvalid = 8,

    /// <summary>One's own person or message needs no report.</summary>
    ReportsOneself = 9,

    /// <summary>20 reports in 24 hours.</summary>
    TooManyReports = 10,

    /// <summary>There is no such case.</summary>
    CaseUnknown = 11,

    /// <summary>Somebody else works on the case.</summary>
    CaseClaimed = 12,

    /// <summary>The case is not in a state in which this can be done; claim it first, or it is decided already.</summary>
    CaseStateWrong = 13,

    /// <summary>Whoever is accused, or has reported, cannot decide; nor can the same reviewer decide the appeal.</summary>
    NotImpartial = 14,

    /// <summary>Penalties that contradict each other, or that need a person, a room or a length that is not there.</summary>
    PenaltiesInvalid = 15,

    /// <summary>The case was appealed before.</summary>
    AppealedBefore = 16,
}
