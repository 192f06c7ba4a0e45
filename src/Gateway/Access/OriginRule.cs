using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Decides which web pages may connect: those of this server and those of configured origins. Without it any page could open a
/// WebSocket from its visitor's browser (cross-site WebSocket hijacking). Pure.
/// </summary>
internal sealed class OriginRule(IEnumerable<string> allowed)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private readonly HashSet<string> allowed = new(allowed, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for an origin that a browser would send, except <c>null</c>, which every sandboxed page sends.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a page may connect.</summary>
    /// <param name="origin">The Origin header. None means that the caller is no browser; a program could send any value.</param>
    /// <param name="host">The host in the request.</param>
    public bool Allows(StringValues origin, HostString host) => origin.Count switch
    {
        0 => true,
        1 when origin[0] is { } only => allowed.Contains(only) || IsSame(only, host),
        _ => false,
    };

    // The scheme is not compared: a server whose TLS ends at a proxy sees another scheme than the page.
    private static bool IsSame(string origin, HostString host) =>
        IsOrigin(origin)
        && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && DefaultPort(uri.Scheme) is { } port
        && host.HasValue
        && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (host.Port ?? port);

    private static int? DefaultPort(string scheme) =>
        scheme == Uri.UriSchemeHttps ? HttpsPort : scheme == Uri.UriSchemeHttp ? HttpPort : null;
}
