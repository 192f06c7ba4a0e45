using Microsoft.AspNetCore.Http;

namespace Grpc.StandIn.Server;

/// <summary>Turns away, in plain HTTP, requests that are not gRPC over HTTP/2.</summary>
internal static class ProtocolCheck
{
    public const string ContentType = "application/grpc";

    public static bool Passes(HttpContext http)
    {
        if (!IsGrpcContentType(http.Request.ContentType))
        {
            Refuse(http, StatusCodes.Status415UnsupportedMediaType, $"The content type is not {ContentType}.");
            return false;
        }

        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            Refuse(http, StatusCodes.Status426UpgradeRequired, $"gRPC needs HTTP/2; this request came as {http.Request.Protocol}.");
            http.Response.Headers.Upgrade = "HTTP/2";
            return false;
        }

        return true;
    }

    /// <summary><c>application/grpc</c>, alone or with <c>+encoding</c> or parameters; not <c>application/grpc-web</c>.</summary>
    public static bool IsGrpcContentType(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');

    private static void Refuse(HttpContext http, int httpStatus, string reason)
    {
        http.Response.StatusCode = httpStatus;
        http.Response.Headers[TrailerStatus.CodeHeader] = TrailerStatus.CodeText(Core.StatusCode.Internal);
        http.Response.Headers[TrailerStatus.MessageHeader] = PercentEncoding.Encode(reason);
    }
}
