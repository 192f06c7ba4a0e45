using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which the service refuses before it asks a room or an account. Programs compare the codes; people read the text
/// beside them.
/// </summary>
public static class ServiceCodes
{
    /// <summary>There is no valid access token.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>The operator key is missing or wrong.</summary>
    public const string OperatorKeyWrong = "operator_key_wrong";

    /// <summary>There were too many requests; wait <c>retry_after_ms</c>.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The first message was not Join.</summary>
    public const string JoinExpected = "join_expected";

    /// <summary>The session has joined already.</summary>
    public const string AlreadyJoined = "already_joined";

    /// <summary>The message has no command that this server knows.</summary>
    public const string CommandUnknown = "command_unknown";

    /// <summary>The latency class is not defined.</summary>
    public const string LatencyInvalid = "latency_invalid";

    /// <summary>The stage policy is neither open nor the owner's.</summary>
    public const string StagePolicyInvalid = "stage_policy_invalid";

    /// <summary>The value is not one that the server knows, or a required value is missing.</summary>
    public const string ValueUnknown = "value_unknown";

    /// <summary>The text does not have the form of a user's id.</summary>
    public const string UserIdInvalid = "user_id_invalid";

    /// <summary>The reaction is not one of this server's names.</summary>
    public const string ReactionUnknown = "reaction_unknown";

    /// <summary>No issuer of this name is configured.</summary>
    public const string IssuerUnknown = "issuer_unknown";

    /// <summary>The ID token or its nonce is not valid.</summary>
    public const string IdTokenInvalid = "id_token_invalid";

    /// <summary>The issuer's keys cannot be fetched.</summary>
    public const string IssuerUnavailable = "issuer_unavailable";

    /// <summary>The account lacks the power to work on reports.</summary>
    public const string PowerMissing = "power_missing";

    /// <summary>The person, or the server, has as many watches open as allowed.</summary>
    public const string TooManyWatches = "too_many_watches";

    /// <summary>The device did not read its watch; start another one.</summary>
    public const string WatchTooSlow = "watch_too_slow";

    /// <summary>There are more than <see cref="RequestBounds.IdsMax"/> ids.</summary>
    public const string TooManyIds = "too_many_ids";

    /// <summary>The source is no person, club, event or kind of notification.</summary>
    public const string SourceInvalid = "source_invalid";

    /// <summary>The page size is above <see cref="RequestBounds.PageSizeMax"/>.</summary>
    public const string PageSizeInvalid = "page_size_invalid";

    /// <summary>The key has more than <see cref="RequestBounds.IdempotencyKeyLengthMax"/> UTF-16 code units.</summary>
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";

    /// <summary>Within 30 days the same person called the same method with this key and asked for something else.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>The request to <c>/ws</c> is no WebSocket upgrade (HTTP 426).</summary>
    public const string UpgradeRequired = "upgrade_required";

    /// <summary>The page's origin is not allowed (HTTP 403).</summary>
    public const string OriginForbidden = "origin_forbidden";

    /// <summary>The client offered subprotocols without <c>audiorooms.v1</c> (HTTP 400).</summary>
    public const string SubprotocolUnknown = "subprotocol_unknown";

    /// <summary><c>RoomSession/Connect</c> was called over gRPC-Web.</summary>
    public const string StreamNotOverGrpcWeb = "stream_not_over_grpc_web";

    /// <summary>A header whose name ends with <c>-bin</c> is not base64.</summary>
    public const string HeaderInvalid = "header_invalid";

    /// <summary>The body of a request below <c>/session</c> is not the JSON of that request (HTTP 400).</summary>
    public const string PageRequestInvalid = "page_request_invalid";

    /// <summary>This server admits no people without an account.</summary>
    public const string GuestsOff = "guests_off";

    /// <summary>As many guests listen at this server process as are allowed.</summary>
    public const string GuestsFull = "guests_full";

    /// <summary>A guest asked for something that needs an account.</summary>
    public const string GuestForbidden = "guest_forbidden";

    /// <summary>
    /// This server serves as many listeners as it can, including those of the broadcast class. People on stage, hosts and people
    /// who come back may still enter.
    /// </summary>
    public const string ServerFull = "server_full";

    /// <summary>
    /// More people join at once than the server can admit in time; the device's turn is after <c>retry_after_ms</c>.
    /// </summary>
    public const string ServerBusy = "server_busy";

    /// <summary>No answer came in time; whether the command was carried out is unknown.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The server's database is full; nothing new is stored until the operator makes room.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>A fault of the server.</summary>
    public const string Internal = "internal";
}
