namespace AudioRooms.Audio.Pcm;

/// <summary>Why a file is not a WAV file that can be used here.</summary>
public enum WavError
{
    /// <summary>It can be used.</summary>
    None,

    /// <summary>It does not begin with "RIFF", a length and "WAVE".</summary>
    NotWav,

    /// <summary>It has no format chunk before its data, or one that is too short.</summary>
    NoFormat,

    /// <summary>The samples are neither linear PCM of up to 32 bits, nor floating point, nor A-law or µ-law.</summary>
    UnsupportedFormat,

    /// <summary>It has no channel, or more than <see cref="WavReader.MaxChannels"/>.</summary>
    UnsupportedChannels,

    /// <summary>The sample rate is outside <see cref="WavReader.MinSampleRateHz"/> to
    /// <see cref="WavReader.MaxSampleRateHz"/>.</summary>
    UnsupportedSampleRate,

    /// <summary>It ends before its data chunk begins.</summary>
    NoData,

    /// <summary>It lasts longer than the caller allows.</summary>
    TooLong,
}
