namespace AudioRooms.Gateway.Access;

/// <summary>How browsers, and others by WebSocket, reach rooms.</summary>
public sealed class WebSocketOptions
{
    /// <summary>
    /// Origins (RFC 6454, <c>scheme://host[:port]</c>) whose pages may connect, besides pages of the server itself. A browser
    /// lets any page open a WebSocket to anywhere and only says where the page is from; deciding is up to the server.
    /// Empty by default.
    /// </summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    internal IEnumerable<string> Errors() => AllowedOrigins
        .Where(static origin => !OriginRule.IsOrigin(origin))
        .Select(static origin =>
            $"WebSockets: \"{origin}\" is not an origin, which is scheme://host or scheme://host:port and nothing after it.");
}
