namespace Concentus.Enums;

/// <summary>What the encoder optimises for; the values are libopus' own (opus_defines.h).</summary>
public enum OpusApplication
{
    OPUS_APPLICATION_UNIMPLEMENTED = 0,

    /// <summary>Speech intelligibility: high-pass filter, SILK preferred. In-band FEC and DTX work best here.</summary>
    OPUS_APPLICATION_VOIP = 2048,

    /// <summary>Faithfulness to the input, for music and mixed material.</summary>
    OPUS_APPLICATION_AUDIO = 2049,

    /// <summary>CELT only, 5 ms look-ahead instead of 6.5 ms plus SILK's delay.</summary>
    OPUS_APPLICATION_RESTRICTED_LOWDELAY = 2051,
}
