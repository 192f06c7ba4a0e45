namespace AudioRooms.Audio.Opus;

/// <summary>Why bytes are no Opus packet: one member for each way to break rules R1 to R7 of RFC 6716 §3.4.</summary>
public enum OpusPacketError
{
    /// <summary>The packet is well formed.</summary>
    None,

    /// <summary>R1: a packet has at least one byte.</summary>
    Empty,

    /// <summary>R2: no frame is longer than 1,275 bytes.</summary>
    FrameTooLong,

    /// <summary>R3: two frames of equal size (code 1) need an even number of bytes after the first.</summary>
    UnequalPair,

    /// <summary>R4: the first of two frames (code 2) has no complete length, or its length exceeds the packet.</summary>
    PairLengthBeyondEnd,

    /// <summary>R5: a counted packet (code 3) announces no frame.</summary>
    NoFrames,

    /// <summary>R5: a packet lasts at most 120 ms.</summary>
    TooLongDuration,

    /// <summary>R6 and R7: a counted packet has at least two bytes.</summary>
    MissingFrameCount,

    /// <summary>R6 and R7: the padding exceeds the packet.</summary>
    PaddingBeyondEnd,

    /// <summary>R6: what padding leaves of a constant-size packet is no multiple of its frame count.</summary>
    UnequalFrames,

    /// <summary>R7: the frame lengths of a variable-size packet exceed the packet.</summary>
    FrameLengthBeyondEnd,
}
