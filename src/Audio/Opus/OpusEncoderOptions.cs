using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// How sound is encoded. The defaults are for speech; they come from measurements of libopus 1.3.1 with speech at 48 kHz mono.
/// </summary>
public sealed class OpusEncoderOptions
{
    /// <summary>
    /// Options for music: 64 kbit/s, at which mono is close to transparent; no DTX; and no FEC, for which libopus would have to
    /// code music as speech.
    /// </summary>
    public static OpusEncoderOptions Music => new()
    {
        Content = OpusContent.Music,
        BitrateBitsPerSecond = 64_000,
        Complexity = 10,
        ExpectedLossPercent = 0,
        UseFec = false,
        UseDtx = false,
    };

    /// <summary>The kind of sound that the codec is told to expect.</summary>
    [EnumDataType(typeof(OpusContent))]
    public OpusContent Content { get; set; } = OpusContent.Voice;

    /// <summary>
    /// Bitrate in bit/s. 24,000 is the lowest rate at which libopus adds in-band FEC to speech; at 16,000 it leaves FEC out
    /// without saying so.
    /// </summary>
    [Range(6_000, 128_000)]
    public int BitrateBitsPerSecond { get; set; } = 24_000;

    /// <summary>
    /// 0 (fastest) to 10 (best). 7 is the lowest at which libopus analyses the sound. Below 7 DTX takes steady sound for silence
    /// (432 of 501 packets of a tone at 6, none at 7).
    /// </summary>
    [Range(0, 10)]
    public int Complexity { get; set; } = 7;

    /// <summary>
    /// Loss that FEC prepares for, 0 to 100 %. With 10 %, random loss of 10 % decodes at a signal-to-noise ratio of 16.7 dB
    /// instead of 9.5 dB.
    /// </summary>
    [Range(0, 100)]
    public int ExpectedLossPercent { get; set; } = 10;

    /// <summary>In-band forward error correction: each packet carries a coarse copy of the one before.</summary>
    public bool UseFec { get; set; } = true;

    /// <summary>
    /// Discontinuous transmission: in silence almost all packets have one or two bytes and need not be sent. Never for sound at
    /// <see cref="OpusEncoder.LoudestGapLevel"/> or louder.
    /// </summary>
    public bool UseDtx { get; set; } = true;
}
