using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Services;

/// <summary>Reads the page that a list request asks for.</summary>
internal static class Paging
{
    /// <summary>Entries of the page; 0 asks for <see cref="RequestBounds.PageSizeDefault"/>.</summary>
    /// <exception cref="Grpc.Core.RpcException">The size is above <see cref="RequestBounds.PageSizeMax"/>.</exception>
    public static int SizeOf(uint asked, GatewayMetrics metrics) => asked switch
    {
        0 => RequestBounds.PageSizeDefault,
        <= RequestBounds.PageSizeMax => (int)asked,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.PageSizeInvalid)),
    };

    /// <summary>The token that says where the previous page ended; null for the first page.</summary>
    public static string? TokenOf(string token) => token.Length == 0 ? null : token;
}
