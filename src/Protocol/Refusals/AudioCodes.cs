using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which an audio packet is dropped.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class AudioCodes
{
    /// <summary>Audio from the audience.</summary>
    public const string NotOnStage = "audio_not_on_stage";

    /// <summary>Audio from a muted speaker.</summary>
    public const string Muted = "audio_muted";

    /// <summary>Audio from a device that joined as a companion.</summary>
    public const string ListensOnly = "audio_listens_only";

    /// <summary>More bytes than an Opus frame may have.</summary>
    public const string TooLarge = "audio_too_large";

    /// <summary>Not an Opus packet.</summary>
    public const string Malformed = "audio_malformed";

    /// <summary>Several frames in a packet.</summary>
    public const string NotOneFrame = "audio_not_one_frame";

    /// <summary>A frame of another duration.</summary>
    public const string NotTwentyMilliseconds = "audio_not_20_ms";

    /// <summary>A sequence above 16 bits, or a level that is no audio level.</summary>
    public const string HeaderInvalid = "audio_header_invalid";

    /// <summary>
    /// Above <see cref="SessionOptions.PacketsPerSecond"/> or <see cref="SessionOptions.AudioBytesPerSecond"/>.
    /// </summary>
    public const string TooFast = "audio_too_fast";
}
