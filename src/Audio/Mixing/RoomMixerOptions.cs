using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Mixing;

/// <summary>Bounds of a <see cref="RoomMixer"/>.</summary>
public sealed class RoomMixerOptions
{
    /// <summary>Most voices held, each with a decoder of about 20 KB: a full stage, and people who are just leaving it.</summary>
    [Range(1, 64)]
    public int MaxVoices { get; set; } = 16;

    /// <summary>After this long without a packet a voice's decoder is freed; a speaker who starts again gets a new one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The jitter buffer of each voice. Its delays are shorter than a listener's own, because every listener hears what the mix
    /// waits, and only the speakers' way to the server has to be evened out. It holds a second of packets at most, because nobody
    /// resumes here.
    /// </summary>
    public JitterBufferOptions JitterBuffer { get; set; } = new()
    {
        InitialDelay = TimeSpan.FromMilliseconds(40),
        MaxDelay = TimeSpan.FromMilliseconds(300),
        CapacityPackets = AudioFormat.FramesPerSecond,
    };
}
