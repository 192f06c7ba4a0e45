using System.Net;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>Translates an HTTP answer that refuses the WebSocket into the end of a gRPC call. An answer of our server has its
/// trailers as headers.</summary>
internal static class HandshakeRefusals
{
    public static RpcException From(Uri address, HttpStatusCode status, IReadOnlyDictionary<string, IEnumerable<string>>? headers)
    {
        var code = ValueOf(headers, MetadataNames.RefusalCode);
        var server = address.GetLeftPart(UriPartial.Path);
        var said = code.Length > 0 ? code : $"HTTP {(int)status}";
        return Refusals.ToRpcException(
            StatusOf(status), code, $"{server} refused the WebSocket: {said}.", ValueOf(headers, MetadataNames.RetryAfterMs));
    }

    // For an answer that is not from our server: a proxy's 502 or 504 may pass later, an address without a WebSocket never does.
    private static StatusCode StatusOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.UpgradeRequired => StatusCode.InvalidArgument,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.TooManyRequests => StatusCode.ResourceExhausted,
        >= HttpStatusCode.OK and < HttpStatusCode.BadRequest or HttpStatusCode.NotFound => StatusCode.Unimplemented,
        _ => StatusCode.Unavailable,
    };

    private static string ValueOf(IReadOnlyDictionary<string, IEnumerable<string>>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var values) ? values.FirstOrDefault() ?? "" : "";
}
