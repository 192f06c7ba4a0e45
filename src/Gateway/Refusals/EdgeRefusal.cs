namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// Why the gateway itself refused, before any room or account was asked. Closed: every member has a row in the wire table.
/// </summary>
internal enum EdgeRefusal
{
    /// <summary>No access token, or one that does not hold; why is not said.</summary>
    TokenInvalid = 1,

    /// <summary>The operator key is missing or another.</summary>
    OperatorKeyWrong = 2,

    /// <summary>Too many requests in too little time.</summary>
    RateLimited = 3,

    /// <summary>The first message of a session was not Join.</summary>
    JoinExpected = 4,

    /// <summary>A second Join on one session.</summary>
    AlreadyJoined = 5,

    /// <summary>A message without a command that this server knows.</summary>
    CommandUnknown = 6,

    /// <summary>A latency class that does not exist.</summary>
    LatencyInvalid = 7,

    /// <summary>A page size above 100.</summary>
    PageSizeInvalid = 8,

    /// <summary>An idempotency key of more than 64 characters.</summary>
    IdempotencyKeyInvalid = 9,

    /// <summary>What would answer did not in time; nothing is known about whether the command was carried out.</summary>
    Unavailable = 10,

    /// <summary>A fault of the server, which is in its log.</summary>
    Internal = 11,

    /// <summary>A stage policy that does not exist.</summary>
    StagePolicyInvalid = 12,

    /// <summary>A value of an enumeration that does not exist, or that must be given and is not.</summary>
    ValueUnknown = 13,

    /// <summary>An id that cannot be a user's.</summary>
    UserIdInvalid = 14,

    /// <summary>A reaction that is not of this server's set.</summary>
    ReactionUnknown = 15,

    /// <summary>The account does not have the power that the call needs, or no longer.</summary>
    PowerMissing = 16,

    /// <summary>The process has as many listeners as it can serve.</summary>
    ServerFull = 17,

    /// <summary>More people join at once than are let in in good time.</summary>
    ServerBusy = 18,

    /// <summary>No issuer of this name is configured.</summary>
    IssuerUnknown = 30,

    /// <summary>An ID token, or the nonce with it, that does not hold; why is not said.</summary>
    IdTokenInvalid = 31,

    /// <summary>The issuer's keys are not known and cannot be fetched.</summary>
    IssuerUnavailable = 32,

    /// <summary>As many watches are open, of this person or of all, as may be.</summary>
    TooManyWatches = 33,

    /// <summary>A watch whose device does not read.</summary>
    WatchTooSlow = 34,

    /// <summary>More than 100 ids in a list of them.</summary>
    TooManyIds = 35,

    /// <summary>A source that cannot be muted, or none.</summary>
    SourceInvalid = 36,

    /// <summary>A request to the WebSocket's address that is none for a WebSocket.</summary>
    UpgradeRequired = 40,

    /// <summary>A page from elsewhere that wants a WebSocket.</summary>
    OriginForbidden = 41,

    /// <summary>Subprotocols were offered, and ours is not among them.</summary>
    SubprotocolUnknown = 42,

    /// <summary>A stream from the caller over gRPC-Web, which carries one message that way.</summary>
    StreamNotOverGrpcWeb = 43,

    /// <summary>The database has no space left for what the call would store.</summary>
    StorageFull = 44,

    /// <summary>An idempotency key that stood for a call which asked for something else.</summary>
    IdempotencyKeyReused = 45,

    /// <summary>People without an account are not let in here.</summary>
    GuestsOff = 50,

    /// <summary>As many guests listen here as may.</summary>
    GuestsFull = 51,

    /// <summary>A guest wants something that needs an account.</summary>
    GuestForbidden = 52,

    /// <summary>A binary header (<c>…-bin</c>) that is no base64.</summary>
    HeaderInvalid = 53,
}
