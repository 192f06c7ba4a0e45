namespace AudioRooms.Audio.Opus;

/// <summary>
/// What an encoder is told that it encodes. A guess of the codec's own is not asked for: it takes seconds, and errs.
/// </summary>
public enum OpusContent
{
    /// <summary>Speech: the codec may use linear prediction, and keeps what makes words clear.</summary>
    Voice,

    /// <summary>Music, and every sound that is to arrive as it is: transform coding, no pauses made.</summary>
    Music,
}
