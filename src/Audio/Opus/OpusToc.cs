namespace AudioRooms.Audio.Opus;

/// <summary>The mode in which a packet is coded (RFC 6716 §2).</summary>
public enum OpusCodingMode
{
    /// <summary>Linear prediction, for speech up to 8 kHz of bandwidth.</summary>
    Silk,

    /// <summary>SILK below 8 kHz and CELT above.</summary>
    Hybrid,

    /// <summary>Transform coding, for music and the lowest delay.</summary>
    Celt,
}

/// <summary>Audio bandwidth of a packet (RFC 6716 §2.1.3).</summary>
public enum OpusAudioBandwidth
{
    /// <summary>4 kHz.</summary>
    Narrowband,

    /// <summary>6 kHz.</summary>
    Mediumband,

    /// <summary>8 kHz.</summary>
    Wideband,

    /// <summary>12 kHz.</summary>
    SuperWideband,

    /// <summary>20 kHz.</summary>
    Fullband,
}

/// <summary>
/// The first byte of every Opus packet, its table of contents (RFC 6716 §3.1): five bits of configuration, one for stereo,
/// two for how frames are counted. Any of the 256 values is valid.
/// </summary>
/// <param name="Value">The byte as it is on the wire.</param>
public readonly record struct OpusToc(byte Value)
{
    /// <summary>0 to 31: mode, bandwidth and frame duration in one number (RFC 6716 table 2).</summary>
    public int Config => Value >> 3;

    /// <summary>True if the packet codes two channels. A mono decoder mixes them down by itself.</summary>
    public bool IsStereo => (Value & 4) != 0;

    /// <summary>0 to 3: one frame, two of equal size, two of any size, or a counted number.</summary>
    public int FrameCountCode => Value & 3;

    /// <summary>The mode: configurations 0-11, 12-15 and 16-31.</summary>
    public OpusCodingMode Mode => Config switch
    {
        < 12 => OpusCodingMode.Silk,
        < 16 => OpusCodingMode.Hybrid,
        _ => OpusCodingMode.Celt,
    };

    /// <summary>Bandwidth of the coded sound; the decoder's output rate does not depend on it.</summary>
    public OpusAudioBandwidth Bandwidth => Config switch
    {
        < 4 => OpusAudioBandwidth.Narrowband,
        < 8 => OpusAudioBandwidth.Mediumband,
        < 12 => OpusAudioBandwidth.Wideband,
        < 14 => OpusAudioBandwidth.SuperWideband,
        < 16 => OpusAudioBandwidth.Fullband,
        < 20 => OpusAudioBandwidth.Narrowband,
        < 24 => OpusAudioBandwidth.Wideband,
        < 28 => OpusAudioBandwidth.SuperWideband,
        _ => OpusAudioBandwidth.Fullband,
    };

    /// <summary>Duration of one frame in samples per channel at 48 kHz: 120 (2.5 ms) to 2,880 (60 ms).</summary>
    public int FrameSamples => Mode switch
    {
        // 10, 20, 40, 60 ms; 10, 20 ms; 2.5, 5, 10, 20 ms.
        OpusCodingMode.Silk => (Config & 3) == 3 ? 2_880 : 480 << (Config & 3),
        OpusCodingMode.Hybrid => 480 << (Config & 1),
        OpusCodingMode.Celt => 120 << (Config & 3),
    };
}
