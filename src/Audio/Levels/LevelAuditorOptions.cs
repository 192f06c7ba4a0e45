using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Levels;

/// <summary>How often claimed levels are checked, and how wrong they may be. ADR 12 has figures and reasons.</summary>
public sealed class LevelAuditorOptions
{
    /// <summary>
    /// Most packets between two checks. The gap is drawn for each check, from a quarter of this value up to it. Default 80: one
    /// check per second of speech.
    /// </summary>
    [Range(4, 5_000)]
    public int GapPacketsMax { get; set; } = 80;

    /// <summary>
    /// Most packets between two of the first <see cref="EarlyChecks"/> checks: a new speaker with false claims is found out in a
    /// second or two.
    /// </summary>
    [Range(0, 5_000)]
    public int EarlyGapPacketsMax { get; set; } = 20;

    /// <summary>Number of checks in quick succession at the start.</summary>
    [Range(0, 100)]
    public int EarlyChecks { get; set; } = 4;

    /// <summary>
    /// The options that suit a codec. Decoding with the managed codec costs five times as much, so it checks a fifth as often:
    /// one check per five seconds of speech, and a new speaker later. A speaker with false claims is found out within 2.8 s of
    /// speech instead of 1.6 s.
    /// </summary>
    /// <param name="implementation">The codec that the checks decode with.</param>
    public static LevelAuditorOptions For(OpusImplementation implementation) => implementation == OpusImplementation.Native
        ? new()
        : new() { GapPacketsMax = 400, EarlyGapPacketsMax = 40 };

    /// <summary>How much louder than its sound a packet may claim to be, in dB.</summary>
    [Range(1, 60)]
    public int TooLoudDb { get; set; } = 6;

    /// <summary>
    /// How much quieter than its sound a packet may claim to be, in dB. The bound is wider than the other one: a false claim wins
    /// no place, but a person who speaks must not look silent.
    /// </summary>
    [Range(1, 60)]
    public int TooQuietDb { get; set; } = 12;
}
