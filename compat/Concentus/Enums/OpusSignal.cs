namespace Concentus.Enums;

/// <summary>What the caller says it is encoding, a hint for the choice of mode.</summary>
public enum OpusSignal
{
    OPUS_SIGNAL_AUTO = -1000,
    OPUS_SIGNAL_VOICE = 3001,
    OPUS_SIGNAL_MUSIC = 3002,
}
