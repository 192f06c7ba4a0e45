using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Which pages may connect: those of this server and those of the origins it was told. Against cross-site WebSocket hijacking,
/// where a page of somebody else uses its visitor's browser. Pure.
/// </summary>
internal sealed class OriginRule(IEnumerable<string> allowed)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private readonly HashSet<string> allowed = new(allowed, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for what a browser would send as an origin, but for <c>null</c>, which any sandboxed page sends.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a page may connect.</summary>
    /// <param name="origin">The header as it came. None: not a browser, and whoever is none can send any.</param>
    /// <param name="host">The host that was connected to, by the request's own words.</param>
    public bool Allows(StringValues origin, HostString host) => origin.Count switch
    {
        0 => true,
        1 when origin[0] is { } only => allowed.Contains(only) || IsSame(only, host),
        _ => false,
    };

    // The scheme is left out: before a server whose TLS ends at a proxy it differs.
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
