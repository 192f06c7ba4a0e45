using System.Net;

namespace AudioRooms.Domain.Webhooks;

/// <summary>The IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890): every row in the registry's order, with
/// its column "Globally Reachable". Added are the blocks whose addresses do not belong to one machine: multicast (RFC 5771, RFC
/// 4291 §2.7) and the former site-local addresses (RFC 3879).</summary>
internal static class SpecialAddresses
{
    private static readonly (IPNetwork Block, bool IsReachable)[] Rows =
    [
        .. new[]
        {
            ("0.0.0.0/8", false), // this network
            ("0.0.0.0/32", false), // this host
            ("10.0.0.0/8", false), // private use
            ("100.64.0.0/10", false), // shared address space
            ("127.0.0.0/8", false), // loopback
            ("169.254.0.0/16", false), // link local
            ("172.16.0.0/12", false), // private use
            ("192.0.0.0/24", false), // IETF protocol assignments
            ("192.0.0.0/29", false), // IPv4 service continuity
            ("192.0.0.8/32", false), // IPv4 dummy address
            ("192.0.0.9/32", true), // Port Control Protocol anycast
            ("192.0.0.10/32", true), // TURN anycast
            ("192.0.0.170/31", false), // NAT64 and DNS64 discovery
            ("192.0.2.0/24", false), // documentation
            ("192.31.196.0/24", true), // AS112
            ("192.52.193.0/24", true), // automatic multicast tunneling
            ("192.88.99.0/24", false), // deprecated: 6to4 relay anycast
            ("192.168.0.0/16", false), // private use
            ("192.175.48.0/24", true), // direct delegation AS112
            ("198.18.0.0/15", false), // benchmarking
            ("198.51.100.0/24", false), // documentation
            ("203.0.113.0/24", false), // documentation
            ("240.0.0.0/4", false), // reserved
            ("255.255.255.255/32", false), // limited broadcast
            ("224.0.0.0/4", false), // multicast
            ("::1/128", false), // loopback
            ("::/128", false), // unspecified
            ("::ffff:0:0/96", false), // IPv4-mapped
            ("64:ff9b::/96", true), // IPv4 by NAT64
            ("64:ff9b:1::/48", false), // local-use NAT64
            ("100::/64", false), // discard only
            ("100:0:0:1::/64", false), // dummy prefix
            ("2001::/23", false), // IETF protocol assignments
            ("2001::/32", false), // Teredo
            ("2001:1::1/128", true), // Port Control Protocol anycast
            ("2001:1::2/128", true), // TURN anycast
            ("2001:1::3/128", true), // DNS-SD service registration anycast
            ("2001:2::/48", false), // benchmarking
            ("2001:3::/32", true), // automatic multicast tunneling
            ("2001:4:112::/48", true), // AS112
            ("2001:10::/28", false), // deprecated: ORCHID
            ("2001:20::/28", true), // ORCHIDv2
            ("2001:30::/28", true), // drone remote identification
            ("2001:db8::/32", false), // documentation
            ("2002::/16", false), // 6to4: may name any IPv4 address
            ("2620:4f:8000::/48", true), // direct delegation AS112
            ("3fff::/20", false), // documentation
            ("5f00::/16", false), // segment routing identifiers
            ("fc00::/7", false), // unique local
            ("fe80::/10", false), // link-local unicast
            ("fec0::/10", false), // formerly site-local
            ("ff00::/8", false), // multicast
        }.Select(row => (IPNetwork.Parse(row.Item1), row.Item2)),
    ];

    /// <summary>Whether the longest block that contains the address is globally reachable; null if no block contains
    /// it.</summary>
    public static bool? IsReachable(IPAddress address)
    {
        bool? isReachable = null;
        var longest = -1;
        foreach (var (block, says) in Rows)
        {
            if (block.BaseAddress.AddressFamily == address.AddressFamily
                && block.PrefixLength > longest
                && block.Contains(address))
            {
                (isReachable, longest) = (says, block.PrefixLength);
            }
        }

        return isReachable;
    }
}
