using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes with which the server ends a session. Programs compare the codes; people read the text beside them.</summary>
public static class ClosingCodes
{
    /// <summary>The device sent Leave.</summary>
    public const string Left = "left";

    /// <summary>The room has ended.</summary>
    public const string RoomEnded = RoomCodes.Ended;

    /// <summary>The person joined from another device.</summary>
    public const string Replaced = "replaced";

    /// <summary>The device acknowledged no sound for too long, or left too many answers unread.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>No Join came within <see cref="SessionOptions.JoinWithin"/>.</summary>
    public const string JoinTimeout = "join_timeout";

    /// <summary>The device sent bytes that are no message.</summary>
    public const string Malformed = "malformed";

    /// <summary>The device sent <see cref="SessionOptions.ForbiddenPacketsMax"/> packets without the right to speak.</summary>
    public const string AudioForbidden = "audio_forbidden";

    /// <summary>The device sent <see cref="SessionOptions.BadPacketsMax"/> packets that no room accepts.</summary>
    public const string AudioMalformed = "audio_rejected";

    /// <summary>The server stops.</summary>
    public const string ServerStopping = "server_stopping";

    /// <summary>A host removed the person from the room.</summary>
    public const string Removed = RoomCodes.Removed;

    /// <summary>
    /// The device sent a message above <see cref="SessionOptions.MessageBytesMax"/>. A gRPC call with compressed messages ends
    /// with the status alone.
    /// </summary>
    public const string MessageTooLarge = "message_too_large";

    /// <summary>The device sent nothing within <see cref="SessionOptions.SilentAfter"/>, not even a Ping.</summary>
    public const string Silent = "silent";

    /// <summary>The access token expired, the grace passed, and no <c>Authenticate</c> came. Resume with a new token.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The session of the access token was revoked.</summary>
    public const string SignedOut = "signed_out";
}
