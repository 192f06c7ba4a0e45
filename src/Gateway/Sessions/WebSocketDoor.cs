using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol;
using AudioRooms.Protocol.Bounds;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Whether a request may become a WebSocket.</summary>
/// <param name="Caller">The authenticated owner of the device; null if the request is refused.</param>
/// <param name="Refusal">The refusal; null if the request may become a WebSocket.</param>
internal readonly record struct UpgradeDecision(SignedInPerson? Caller, WireError? Refusal);

/// <summary>
/// Decides before a WebSocket is opened, with the authentication of gRPC. A web page sends the access token as a subprotocol,
/// because a page cannot set a header and an address ends up in logs. Other clients use <c>Authorization</c>.
/// </summary>
internal sealed class WebSocketDoor(
    BearerTokens bearers, RateLimiter limiter, GatewayRooms rooms, GatewayOptions options, ConfiguredBounds bounds)
{
    private readonly OriginRule origins = new(options.WebSockets.AllowedOrigins);

    /// <summary>The subprotocol in the answer: ours if the client offered any; null if it offered none.</summary>
    public static string? SubprotocolFor(HttpContext http) =>
        http.WebSockets.WebSocketRequestedProtocols.Count > 0 ? RoomSocket.Subprotocol : null;

    public async ValueTask<UpgradeDecision> DecideAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Refuse(EdgeRefusal.UpgradeRequired);
        }

        if (rooms.IsCordoned)
        {
            return new UpgradeDecision(null, WireErrors.Of(ClosingReason.ServerStopping, bounds));
        }

        if (!origins.Allows(http.Request.Headers.Origin, http.Request.Host))
        {
            return Refuse(EdgeRefusal.OriginForbidden);
        }

        var offered = http.WebSockets.WebSocketRequestedProtocols;
        if (offered.Count > 0 && !offered.Contains(RoomSocket.Subprotocol))
        {
            return Refuse(EdgeRefusal.SubprotocolUnknown);
        }

        try
        {
            var caller = await bearers.ReadAsync(TokenOf(http, offered)).ConfigureAwait(false);
            return caller is null ? Refuse(EdgeRefusal.TokenInvalid)
                : !caller.IsSynthetic && limiter.IsUsedUp(RateLimit.Join, caller.Person.Id.Value, out var wait)
                ? new UpgradeDecision(null, WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait })
                : new UpgradeDecision(caller, null);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            return Refuse(ClusterFaults.RefusalOf(error));
        }
    }

    private static UpgradeDecision Refuse(EdgeRefusal refusal) => new(null, WireErrors.Of(refusal));

    private static string? TokenOf(HttpContext http, IList<string> offered)
    {
        if (BearerTokens.TokenIn(http.Request.Headers.Authorization) is { } token)
        {
            return token;
        }

        foreach (var protocol in offered)
        {
            if (protocol.StartsWith(RoomSocket.TokenPrefix, StringComparison.Ordinal))
            {
                return protocol[RoomSocket.TokenPrefix.Length..];
            }
        }

        return null;
    }
}
