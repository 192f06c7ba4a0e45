using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Audio.Levels;

/// <summary>When a speaker counts as active. The defaults follow conference bridges: an ear can follow three voices.</summary>
public sealed class ActiveSpeakersOptions
{
    /// <summary>Most speakers forwarded at a time. Each costs every listener bandwidth.</summary>
    [Range(1, 64)]
    public int MaxActive { get; set; } = 3;

    /// <summary>Most speakers remembered, active or not; a new one replaces the one not heard for longest.</summary>
    [Range(1, 1_024)]
    public int MaxSpeakers { get; set; } = 64;

    /// <summary>
    /// Level in -dBov from which on a packet is no speech: the background noise of a room with a good microphone.
    /// </summary>
    [Range(1, 127)]
    public int SilenceLevel { get; set; } = 60;

    /// <summary>How much louder a person must be to take the place of one who speaks, in dB.</summary>
    [Range(0, 60)]
    public double TakeOverMarginDb { get; set; } = 6;

    /// <summary>How long a speaker keeps a place, or the dominance, against louder ones.</summary>
    [Range(typeof(TimeSpan), "00:00:00.000", "00:01:00.000")]
    public TimeSpan MinStay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// After this long without speech any person who speaks may take the place. Longer than the pauses in a sentence.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.000", "00:01:00.000")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
