using System.Net;
using System.Net.Sockets;

namespace AudioRooms.Domain.Webhooks;

/// <summary>
/// Where webhooks may go. The server can reach what the world cannot: without these rules, whoever may name an address could have it knock at
/// machines inside (SSRF). Names are judged by the address that is really connected to, not before: a name may change its mind.
/// </summary>
public static class WebhookTargets
{
    private const int UrlLengthMax = 500;

    // Special purpose by the IANA registries (RFC 6890 and its updates), and multicast.
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b:1::/48",
            "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True for an address of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        else if (address.AddressFamily == AddressFamily.InterNetworkV6 && Nat64.Contains(address))
        {
            // The last four bytes are the address that is meant.
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        }

        return !Array.Exists(Inside, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>Reads an address to send to.</summary>
    /// <param name="text">As an operator wrote it.</param>
    /// <param name="allowsPrivate">Development: http, and addresses inside, are good too.</param>
    /// <param name="url">The address.</param>
    public static bool TryParse(string text, bool allowsPrivate, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && text.Length <= UrlLengthMax
        && (url.Scheme == Uri.UriSchemeHttps || (allowsPrivate && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
        && (allowsPrivate || !IPAddress.TryParse(url.IdnHost, out var literal) || IsPublic(literal));
}
