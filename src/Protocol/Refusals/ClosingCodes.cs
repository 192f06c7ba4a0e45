using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which the server ends a session.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class ClosingCodes
{
    /// <summary>You said Leave.</summary>
    public const string Left = "left";

    /// <summary>The room is over.</summary>
    public const string RoomEnded = RoomCodes.Ended;

    /// <summary>You came in from another device.</summary>
    public const string Replaced = "replaced";

    /// <summary>No sound was acknowledged for too long, or too many answers were left unread.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>No Join within <see cref="SessionOptions.JoinWithin"/>.</summary>
    public const string JoinTimeout = "join_timeout";

    /// <summary>Bytes that are no message.</summary>
    public const string Malformed = "malformed";

    /// <summary><see cref="SessionOptions.ForbiddenPacketsMax"/> packets without the right to speak.</summary>
    public const string AudioForbidden = "audio_forbidden";

    /// <summary><see cref="SessionOptions.BadPacketsMax"/> packets that no room takes.</summary>
    public const string AudioMalformed = "audio_rejected";

    /// <summary>The server goes down.</summary>
    public const string ServerStopping = "server_stopping";

    /// <summary>A host put you out of the room.</summary>
    public const string Removed = RoomCodes.Removed;

    /// <summary>
    /// A message above <see cref="SessionOptions.MessageBytesMax"/>;
    /// a gRPC call with compressed messages ends with the status alone.
    /// </summary>
    public const string MessageTooLarge = "message_too_large";

    /// <summary>Nothing came within <see cref="SessionOptions.SilentAfter"/>, not even a Ping.</summary>
    public const string Silent = "silent";

    /// <summary>The access token ran out a while ago and no <c>Authenticate</c> came; resume with a new one.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The session of the access token has ended.</summary>
    public const string SignedOut = "signed_out";
}
