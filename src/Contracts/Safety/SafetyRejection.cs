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
}
