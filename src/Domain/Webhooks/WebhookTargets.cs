using System.Net;
using System.Net.Sockets;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Webhooks;

/// <summary>
/// Where webhooks may go. The server can reach what the world cannot: without these rules, whoever may name an address could have
/// it knock at machines inside (SSRF). Names are judged by the address that is really connected to, not before:
/// a name may change its mind.
/// </summary>
public static class WebhookTargets
{
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    // All that IANA has given out for single machines; the rest of IPv6 is reserved.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// True for an address of the public internet. IPv6 in which an IPv4 address is written is none: nobody writes a public one
    /// so, and on the wire it would be that IPv4 address. NAT64 translates what it is given, so there the address inside counts.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Nat64.Contains(address))
        {
            // The last four bytes are the address that is meant.
            return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        // Before the blocks: IPNetwork does not always find it in ::ffff:0:0/96.
        if (address.IsIPv4MappedToIPv6)
        {
            return false;
        }

        return SpecialAddresses.IsReachable(address)
            ?? (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address));
    }

    /// <summary>Reads an address to send to.</summary>
    /// <param name="text">As an operator wrote it.</param>
    /// <param name="allowsPrivate">Development: http, and addresses inside, are good too.</param>
    /// <param name="url">The address.</param>
    public static bool TryParse(string text, bool allowsPrivate, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && text.Length <= WebhookBounds.UrlLengthMax
        && (url.Scheme == Uri.UriSchemeHttps || (allowsPrivate && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
        && (allowsPrivate || !IPAddress.TryParse(url.IdnHost, out var literal) || IsPublic(literal));
}
