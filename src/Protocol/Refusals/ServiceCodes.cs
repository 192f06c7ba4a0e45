using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which the service itself refuses, before a room or an account is asked.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class ServiceCodes
{
    /// <summary>No access token that holds.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>No operator key, or another.</summary>
    public const string OperatorKeyWrong = "operator_key_wrong";

    /// <summary>Too many requests; wait <c>retry_after_ms</c>.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The first message was not Join.</summary>
    public const string JoinExpected = "join_expected";

    /// <summary>A second Join.</summary>
    public const string AlreadyJoined = "already_joined";

    /// <summary>No command that this server knows.</summary>
    public const string CommandUnknown = "command_unknown";

    /// <summary>Not a latency class.</summary>
    public const string LatencyInvalid = "latency_invalid";

    /// <summary>Neither open nor the owner's.</summary>
    public const string StagePolicyInvalid = "stage_policy_invalid";

    /// <summary>A kind that the server does not know, or none where one is needed.</summary>
    public const string ValueUnknown = "value_unknown";

    /// <summary>Not the form of a user's id.</summary>
    public const string UserIdInvalid = "user_id_invalid";

    /// <summary>Not of this server's set.</summary>
    public const string ReactionUnknown = "reaction_unknown";

    /// <summary>No issuer of this name.</summary>
    public const string IssuerUnknown = "issuer_unknown";

    /// <summary>The ID token or its nonce does not hold.</summary>
    public const string IdTokenInvalid = "id_token_invalid";

    /// <summary>The issuer's keys cannot be had.</summary>
    public const string IssuerUnavailable = "issuer_unavailable";

    /// <summary>The account does not work on reports, or no longer.</summary>
    public const string PowerMissing = "power_missing";

    /// <summary>As many watches are open as one person, or the server, may have.</summary>
    public const string TooManyWatches = "too_many_watches";

    /// <summary>The device did not read; watch again.</summary>
    public const string WatchTooSlow = "watch_too_slow";

    /// <summary>Above <see cref="RequestBounds.IdsMax"/>.</summary>
    public const string TooManyIds = "too_many_ids";

    /// <summary>Not a person, a club, an event or a kind of notification.</summary>
    public const string SourceInvalid = "source_invalid";

    /// <summary>Above <see cref="RequestBounds.PageSizeMax"/>.</summary>
    public const string PageSizeInvalid = "page_size_invalid";

    /// <summary>Above <see cref="RequestBounds.IdempotencyKeyLengthMax"/>.</summary>
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";

    /// <summary>Within 30 days the same person called the same method with this key and asked for something else.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary><c>/ws</c> was asked for something that is no WebSocket (HTTP 426).</summary>
    public const string UpgradeRequired = "upgrade_required";

    /// <summary>A page of an origin that the server does not allow (HTTP 403).</summary>
    public const string OriginForbidden = "origin_forbidden";

    /// <summary>Subprotocols were offered without <c>audiorooms.v1</c> (HTTP 400).</summary>
    public const string SubprotocolUnknown = "subprotocol_unknown";

    /// <summary><c>RoomSession/Connect</c> was called over gRPC-Web.</summary>
    public const string StreamNotOverGrpcWeb = "stream_not_over_grpc_web";

    /// <summary>A header whose name ends with <c>-bin</c> is no base64.</summary>
    public const string HeaderInvalid = "header_invalid";

    /// <summary>People without an account are not let in here.</summary>
    public const string GuestsOff = "guests_off";

    /// <summary>As many guests listen at this server process as may.</summary>
    public const string GuestsFull = "guests_full";

    /// <summary>A guest asked for something that needs an account.</summary>
    public const string GuestForbidden = "guest_forbidden";

    /// <summary>
    /// This server has as many listeners as it can serve, those of the broadcast class included; people on stage, hosts and
    /// people who come back
    /// are let in all the same.
    /// </summary>
    public const string ServerFull = "server_full";

    /// <summary>More people join at once than are let in in good time; <c>retry_after_ms</c> is this device's turn.</summary>
    public const string ServerBusy = "server_busy";

    /// <summary>No answer in time; whether the command was carried out is not known.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The server's database has no space left; nothing new is stored until its operator makes room.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>A fault of the server.</summary>
    public const string Internal = "internal";
}
