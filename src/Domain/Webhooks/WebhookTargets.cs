using System.Net;
using System.Net.Sockets;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Webhooks;

/// <summary>Decides which addresses webhooks may be sent to. The server can reach machines that the internet cannot. Without
/// these rules, anybody who may enter an address could make the server call machines inside its network (SSRF). A host name is
/// judged by the address that is connected to and not earlier, because the name may resolve to another address later.</summary>
public static class WebhookTargets
{
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    // All that IANA has assigned to single machines; the rest of IPv6 is reserved.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>True for an address of the public internet. False for IPv6 forms that contain an IPv4 address: no public machine
    /// is written that way, and the connection would go to the IPv4 address. NAT64 translates its addresses, so for them the IPv4
    /// address inside is judged.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Nat64.Contains(address))
        {
            // The last four bytes are the IPv4 address.
            return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        // Checked before the blocks, because IPNetwork does not always find such an address in ::ffff:0:0/96.
        if (address.IsIPv4MappedToIPv6)
        {
            return false;
        }

        return SpecialAddresses.IsReachable(address)
            ?? (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address));
    }

    /// <summary>Parses a webhook's address.</summary>
    /// <param name="text">As an operator typed it.</param>
    /// <param name="allowsPrivate">True in development: http and private addresses are accepted too.</param>
    /// <param name="url">The address.</param>
    public static bool TryParse(string text, bool allowsPrivate, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && text.Length <= WebhookBounds.UrlLengthMax
        && (url.Scheme == Uri.UriSchemeHttps || (allowsPrivate && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
        && (allowsPrivate || !IPAddress.TryParse(url.IdnHost, out var literal) || IsPublic(literal));
}
