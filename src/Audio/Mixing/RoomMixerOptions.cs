using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Mixing;

/// <summary>Bounds of a <see cref="RoomMixer"/>.</summary>
public sealed class RoomMixerOptions
{
    /// <summary>
    /// Voices held at most, each with a decoder of about 20 KB: a full stage, and those who are just leaving it.
    /// </summary>
    [Range(1, 64)]
    public int MaxVoices { get; set; } = 16;

    /// <summary>After so long without a packet a voice's decoder is freed; whoever speaks again gets a new one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Waiting for late packets. Shorter than a listener's own: what the mix waits is heard by everybody, and only the speakers'
    /// way in is to be evened out. A second of packets is held at most, because nobody resumes here.
    /// </summary>
    public JitterBufferOptions JitterBuffer { get; set; } = new()
    {
        InitialDelay = TimeSpan.FromMilliseconds(40),
        MaxDelay = TimeSpan.FromMilliseconds(300),
        CapacityPackets = AudioFormat.FramesPerSecond,
    };
}
