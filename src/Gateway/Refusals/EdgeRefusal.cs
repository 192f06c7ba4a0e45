namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// Why the gateway itself refuses, without asking a room or an account. Every member has a row in <see cref="WireErrors"/>.
/// </summary>
internal enum EdgeRefusal
{
    /// <summary>There is no access token, or it is not valid; the answer does not say why.</summary>
    TokenInvalid = 1,

    /// <summary>The operator key is missing or wrong.</summary>
    OperatorKeyWrong = 2,

    /// <summary>Too many requests in too little time.</summary>
    RateLimited = 3,

    /// <summary>The first message of a session was not Join.</summary>
    JoinExpected = 4,

    /// <summary>A second Join on one session.</summary>
    AlreadyJoined = 5,

    /// <summary>The message has no command that this server knows.</summary>
    CommandUnknown = 6,

    /// <summary>The latency class is not defined.</summary>
    LatencyInvalid = 7,

    /// <summary>The page size is above 100.</summary>
    PageSizeInvalid = 8,

    /// <summary>The idempotency key has more than 64 characters.</summary>
    IdempotencyKeyInvalid = 9,

    /// <summary>The cluster did not answer in time; whether the command was carried out is unknown.</summary>
    Unavailable = 10,

    /// <summary>A bug of the server, which has logged it.</summary>
    Internal = 11,

    /// <summary>The stage policy is not defined.</summary>
    StagePolicyInvalid = 12,

    /// <summary>The value of an enumeration is not defined, or a required value is missing.</summary>
    ValueUnknown = 13,

    /// <summary>The text cannot be the id of a user.</summary>
    UserIdInvalid = 14,

    /// <summary>The reaction is not one of this server's names.</summary>
    ReactionUnknown = 15,

    /// <summary>The account lacks the power that the call needs.</summary>
    PowerMissing = 16,

    /// <summary>The process serves as many listeners as it can.</summary>
    ServerFull = 17,

    /// <summary>More devices join at once than the server can admit in time.</summary>
    ServerBusy = 18,

    /// <summary>No issuer of this name is configured.</summary>
    IssuerUnknown = 30,

    /// <summary>The ID token or its nonce is not valid; the answer does not say why.</summary>
    IdTokenInvalid = 31,

    /// <summary>The issuer's keys are not known and cannot be fetched.</summary>
    IssuerUnavailable = 32,

    /// <summary>The person, or the gateway, has as many watches open as allowed.</summary>
    TooManyWatches = 33,

    /// <summary>The device does not read its watch.</summary>
    WatchTooSlow = 34,

    /// <summary>The list has more than 100 ids.</summary>
    TooManyIds = 35,

    /// <summary>There is no source, or it cannot be muted.</summary>
    SourceInvalid = 36,

    /// <summary>The request to the WebSocket's address is no WebSocket upgrade.</summary>
    UpgradeRequired = 40,

    /// <summary>A page of an origin that is not allowed wants to open a WebSocket.</summary>
    OriginForbidden = 41,

    /// <summary>The client offered subprotocols, and this server's is not among them.</summary>
    SubprotocolUnknown = 42,

    /// <summary>The call streams from the client, which gRPC-Web cannot carry.</summary>
    StreamNotOverGrpcWeb = 43,

    /// <summary>The database has no space for what the call would store.</summary>
    StorageFull = 44,

    /// <summary>The idempotency key belongs to an earlier call with other content.</summary>
    IdempotencyKeyReused = 45,

    /// <summary>This server admits no guests.</summary>
    GuestsOff = 50,

    /// <summary>As many guests listen as are allowed.</summary>
    GuestsFull = 51,

    /// <summary>A guest sent a command that needs an account.</summary>
    GuestForbidden = 52,

    /// <summary>A binary header (<c>…-bin</c>) is not base64.</summary>
    HeaderInvalid = 53,

    /// <summary>A request below <c>/session</c> whose body is not the JSON that it takes.</summary>
    PageRequestInvalid = 54,
}
