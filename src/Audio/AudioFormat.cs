namespace AudioRooms.Audio;

/// <summary>The one format of live sound: 48 kHz, mono, frames of 20 ms. Other formats are converted before they enter.</summary>
public static class AudioFormat
{
    /// <summary>
    /// Sample rate in Hz: Opus' own clock (RFC 6716 §2.1.3), and the unit of every timestamp and granule position.
    /// </summary>
    public const int SampleRateHz = 48_000;

    /// <summary>Samples per channel of one live frame of 20 ms.</summary>
    public const int FrameSamples = 960;

    /// <summary>Frames per second.</summary>
    public const int FramesPerSecond = SampleRateHz / FrameSamples;

    /// <summary>Duration of a frame: 20 ms.</summary>
    public static readonly TimeSpan FrameDuration = TimeSpan.FromMilliseconds(20);
}
