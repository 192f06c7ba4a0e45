namespace Concentus.Enums;

/// <summary>Audio bandwidth (RFC 6716 §2.1.3): 4, 6, 8, 12 and 20 kHz; the values are libopus' own.</summary>
public enum OpusBandwidth
{
    OPUS_BANDWIDTH_AUTO = -1000,
    OPUS_BANDWIDTH_NARROWBAND = 1101,
    OPUS_BANDWIDTH_MEDIUMBAND = 1102,
    OPUS_BANDWIDTH_WIDEBAND = 1103,
    OPUS_BANDWIDTH_SUPERWIDEBAND = 1104,
    OPUS_BANDWIDTH_FULLBAND = 1105,
}
