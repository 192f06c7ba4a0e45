namespace AudioRooms.Gateway.Refusals;

/// <summary>Why the gateway drops an audio packet. Every member has a row in <see cref="WireErrors"/>.</summary>
internal enum MediaRefusal
{
    /// <summary>The sender is not on stage.</summary>
    NotOnStage = 1,

    /// <summary>The sender is muted.</summary>
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

    /// <summary>More packets or bytes per second than speech has.</summary>
    TooFast = 8,

    /// <summary>The device joined as a companion, which sends no sound.</summary>
    ListensOnly = 9,
}
