using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Services;

/// <summary>The page that a list request asks for.</summary>
internal static class Paging
{
    /// <summary>How many entries; 0 asks for the default.</summary>
    /// <exception cref="Grpc.Core.RpcException">More than <see cref="RequestBounds.PageSizeMax"/>.</exception>
    public static int SizeOf(uint asked, GatewayMetrics metrics) => asked switch
    {
        0 => RequestBounds.PageSizeDefault,
        <= RequestBounds.PageSizeMax => (int)asked,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.PageSizeInvalid)),
    };

    /// <summary>Where the page before ended; null for the first page.</summary>
    public static string? TokenOf(string token) => token.Length == 0 ? null : token;
}
