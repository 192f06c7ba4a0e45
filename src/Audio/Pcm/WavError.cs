namespace AudioRooms.Audio.Pcm;

/// <summary>Why a WAV file cannot be used here.</summary>
public enum WavError
{
    /// <summary>The file can be used.</summary>
    None,

    /// <summary>The file does not begin with "RIFF", a length and "WAVE".</summary>
    NotWav,

    /// <summary>There is no format chunk before the data, or it is too short.</summary>
    NoFormat,

    /// <summary>The samples are neither linear PCM of up to 32 bits, nor floating point, nor A-law or µ-law.</summary>
    UnsupportedFormat,

    /// <summary>The file has no channel, or more than <see cref="WavReader.MaxChannels"/>.</summary>
    UnsupportedChannels,

    /// <summary>
    /// The sample rate is below <see cref="WavReader.MinSampleRateHz"/> or above <see cref="WavReader.MaxSampleRateHz"/>.
    /// </summary>
    UnsupportedSampleRate,

    /// <summary>The file ends before its data chunk begins.</summary>
    NoData,

    /// <summary>The sound is longer than the caller allows.</summary>
    TooLong,
}
