namespace Concentus.Enums;

/// <summary>Frame duration the encoder is held to; <see cref="OPUS_FRAMESIZE_ARG"/> takes it from each call.</summary>
public enum OpusFramesize
{
    OPUS_FRAMESIZE_ARG = 5000,
    OPUS_FRAMESIZE_2_5_MS = 5001,
    OPUS_FRAMESIZE_5_MS = 5002,
    OPUS_FRAMESIZE_10_MS = 5003,
    OPUS_FRAMESIZE_20_MS = 5004,
    OPUS_FRAMESIZE_40_MS = 5005,
    OPUS_FRAMESIZE_60_MS = 5006,
    OPUS_FRAMESIZE_VARIABLE = 5010,
}
