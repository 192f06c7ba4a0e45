using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Grpc.StandIn.Server;

/// <summary>The peer in gRPC's name syntax.</summary>
internal static class PeerAddress
{
    public static string Of(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address =>
            string.Create(CultureInfo.InvariantCulture, $"ipv4:{address}:{connection.RemotePort}"),
        { AddressFamily: AddressFamily.InterNetworkV6 } address =>
            string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{connection.RemotePort}"),
        var address => string.Create(CultureInfo.InvariantCulture, $"unknown:{address}:{connection.RemotePort}"),
    };
}
