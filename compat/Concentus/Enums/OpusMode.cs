namespace Concentus.Enums;

/// <summary>Coding mode of a packet (RFC 6716 §2): the values are libopus' own.</summary>
public enum OpusMode
{
    MODE_AUTO = -1000,
    MODE_SILK_ONLY = 1000,
    MODE_HYBRID = 1001,
    MODE_CELT_ONLY = 1002,
}
