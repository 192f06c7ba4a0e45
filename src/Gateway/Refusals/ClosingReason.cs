namespace AudioRooms.Gateway.Refusals;

/// <summary>Why the server ends a session. Closed: every member has a row in the wire table.</summary>
internal enum ClosingReason
{
    /// <summary>The device said Leave.</summary>
    Left = 1,

    /// <summary>The room is over.</summary>
    RoomEnded = 2,

    /// <summary>The same person came in again from elsewhere.</summary>
    Replaced = 3,

    /// <summary>The device acknowledged no sound for too long.</summary>
    TooSlow = 4,

    /// <summary>No Join in time.</summary>
    JoinTimeout = 5,

    /// <summary>Bytes that are not a message of this protocol.</summary>
    Malformed = 6,

    /// <summary>Audio without the right to speak, again and again.</summary>
    AudioForbidden = 7,

    /// <summary>Audio that no live room takes, again and again.</summary>
    AudioMalformed = 8,

    /// <summary>The server is going down; another, or its next start, takes over.</summary>
    ServerStopping = 9,

    /// <summary>A host put the person out of the room.</summary>
    Removed = 10,

    /// <summary>The session of the access token was revoked: signed out, password changed, suspended or deleted.</summary>
    SignedOut = 11,

    /// <summary>The access token ran out a while ago, and no newer one came.</summary>
    TokenExpired = 12,

    /// <summary>The device sent nothing for too long, not even a sign of life.</summary>
    Silent = 13,

    /// <summary>A message above the session's limit.</summary>
    MessageTooLarge = 14,
}
