namespace AudioRooms.Audio.Opus;

/// <summary>
/// The kind of sound that an encoder is told to expect. The codec's own guess is not used, because it takes seconds and is
/// sometimes wrong.
/// </summary>
public enum OpusContent
{
    /// <summary>Speech: the codec may use linear prediction, and preserves what makes words clear.</summary>
    Voice,

    /// <summary>Music and other sound that should arrive unchanged: transform coding, no pauses.</summary>
    Music,
}
