namespace AudioRooms.Gateway.Access;

/// <summary>How browsers and other clients reach rooms by WebSocket.</summary>
public sealed class WebSocketOptions
{
    /// <summary>
    /// Origins (RFC 6454, <c>scheme://host[:port]</c>) whose pages may connect, besides the server's own pages. A browser lets
    /// any page open a WebSocket to any server and only tells the server the page's origin; the server decides. Empty by default.
    /// </summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    internal IEnumerable<string> Errors() => AllowedOrigins
        .Where(static origin => !OriginRule.IsOrigin(origin))
        .Select(static origin =>
            $"WebSockets: \"{origin}\" is not an origin; an origin is scheme://host or scheme://host:port, with nothing after "
                + "it.");
}
