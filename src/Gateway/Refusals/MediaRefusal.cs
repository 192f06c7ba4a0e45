namespace AudioRooms.Gateway.Refusals;

/// <summary>Why an audio packet went no further than the gateway. Closed: every member has a row in the wire table.</summary>
internal enum MediaRefusal
{
    /// <summary>Whoever sends it is not on stage.</summary>
    NotOnStage = 1,

    /// <summary>The microphone is off.</summary>
    Muted = 2,

    /// <summary>More than 1,275 bytes.</summary>
    TooLarge = 3,

    /// <summary>Not an Opus packet.</summary>
    Malformed = 4,

    /// <summary>Well formed, but not exactly one frame.</summary>
    NotOneFrame = 5,

    /// <summary>One frame, but not of 20 ms.</summary>
    NotTwentyMilliseconds = 6,

    /// <summary>Sequence above 65,535 or level above 127.</summary>
    HeaderInvalid = 7,

    /// <summary>More packets or bytes in a second than speech has.</summary>
    TooFast = 8,

    /// <summary>The device joined as a companion, which sends no sound.</summary>
    ListensOnly = 9,
}
