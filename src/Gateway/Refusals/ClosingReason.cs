namespace AudioRooms.Gateway.Refusals;

/// <summary>Why the server ends a connection. Every member has a row in <see cref="WireErrors"/>.</summary>
internal enum ClosingReason
{
    /// <summary>The device sent Leave.</summary>
    Left = 1,

    /// <summary>The room has ended.</summary>
    RoomEnded = 2,

    /// <summary>The same person joined from another device.</summary>
    Replaced = 3,

    /// <summary>The device acknowledged no sound for too long.</summary>
    TooSlow = 4,

    /// <summary>The device sent no Join in time.</summary>
    JoinTimeout = 5,

    /// <summary>The device sent bytes that are no message of this protocol.</summary>
    Malformed = 6,

    /// <summary>The device went on sending sound without the right to speak.</summary>
    AudioForbidden = 7,

    /// <summary>The device went on sending sound that a live room does not accept.</summary>
    AudioMalformed = 8,

    /// <summary>The server stops; another one, or this one after its restart, serves the device.</summary>
    ServerStopping = 9,

    /// <summary>A host removed the person from the room.</summary>
    Removed = 10,

    /// <summary>The session was revoked: signed out, password changed, account suspended or deleted.</summary>
    SignedOut = 11,

    /// <summary>The access token expired, the grace passed, and no newer token came.</summary>
    TokenExpired = 12,

    /// <summary>The device sent nothing for too long, not even a ping.</summary>
    Silent = 13,

    /// <summary>The device sent a message above the session's limit.</summary>
    MessageTooLarge = 14,
}
