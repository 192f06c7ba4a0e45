using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Levels;

/// <summary>How often claimed levels are checked, and how wrong they may be. Figures and reasons: ADR 12.</summary>
public sealed class LevelAuditorOptions
{
    /// <summary>
    /// Most packets between two checks; the gap is drawn anew each time, from a quarter of it on. 80:
    /// a check per second of speech.
    /// </summary>
    [Range(4, 5_000)]
    public int GapPacketsMax { get; set; } = 80;

    /// <summary>
    /// Most packets between two of the first <see cref="EarlyChecks"/> checks:
    /// a newcomer who lies is found out in a second or two.
    /// </summary>
    [Range(0, 5_000)]
    public int EarlyGapPacketsMax { get; set; } = 20;

    /// <summary>Checks made in quick succession at the start.</summary>
    [Range(0, 100)]
    public int EarlyChecks { get; set; } = 4;

    /// <summary>
    /// What suits a codec. Decoding with the managed one costs five times as much, so it checks a fifth as often: a check per
    /// five seconds of speech, and of a newcomer twice as late. A liar is found out within 2.8 s of speech instead of 1.6.
    /// </summary>
    /// <param name="implementation">The codec that the checks decode with.</param>
    public static LevelAuditorOptions For(OpusImplementation implementation) => implementation == OpusImplementation.Native
        ? new()
        : new() { GapPacketsMax = 400, EarlyGapPacketsMax = 40 };

    /// <summary>How much louder than its sound a packet may claim to be, in dB.</summary>
    [Range(1, 60)]
    public int TooLoudDb { get; set; } = 6;

    /// <summary>How much quieter. Wider: nobody wins a place by it, but whoever speaks must not look silent.</summary>
    [Range(1, 60)]
    public int TooQuietDb { get; set; } = 12;
}
