using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of dropped audio packets. Programs compare the codes; people read the text beside them.</summary>
public static class AudioCodes
{
    /// <summary>The sender is in the audience.</summary>
    public const string NotOnStage = "audio_not_on_stage";

    /// <summary>The sender is muted.</summary>
    public const string Muted = "audio_muted";

    /// <summary>The device joined as a companion.</summary>
    public const string ListensOnly = "audio_listens_only";

    /// <summary>The packet has more bytes than an Opus frame may have.</summary>
    public const string TooLarge = "audio_too_large";

    /// <summary>The bytes are no Opus packet.</summary>
    public const string Malformed = "audio_malformed";

    /// <summary>The packet has several frames.</summary>
    public const string NotOneFrame = "audio_not_one_frame";

    /// <summary>The frame is not 20 ms long.</summary>
    public const string NotTwentyMilliseconds = "audio_not_20_ms";

    /// <summary>The sequence number exceeds 16 bits, or the level is no audio level.</summary>
    public const string HeaderInvalid = "audio_header_invalid";

    /// <summary>
    /// The rate is above <see cref="SessionOptions.PacketsPerSecond"/> or <see cref="SessionOptions.AudioBytesPerSecond"/>.
    /// </summary>
    public const string TooFast = "audio_too_fast";
}
