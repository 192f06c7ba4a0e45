using System.Globalization;
using AudioRooms.Protocol;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// Writes a refusal over plain HTTP: problem details (RFC 9457) with the wire protocol's code. The entries of a gRPC call's
/// trailers are headers here, for clients that do not see the body.
/// </summary>
internal static class HttpRefusals
{
    /// <param name="http">The request, which has no answer yet.</param>
    /// <param name="error">The refusal.</param>
    /// <param name="challenge">The scheme that a 401 asks for (RFC 9110 §11.6.1).</param>
    public static Task WriteAsync(HttpContext http, WireError error, string challenge = "Bearer")
    {
        var status = StatusOf(error.Status);
        var headers = http.Response.Headers;
        headers[MetadataNames.RefusalCode] = error.Code;
        headers.CacheControl = "no-store";
        if (error.RetryAfter > TimeSpan.Zero)
        {
            headers[MetadataNames.RetryAfterMs] = error.RetryAfterMs.ToString(CultureInfo.InvariantCulture);
            headers.RetryAfter = Math.Ceiling(error.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        switch (status)
        {
            case StatusCodes.Status401Unauthorized:
                headers.WWWAuthenticate = challenge;
                break;
            case StatusCodes.Status426UpgradeRequired:
                headers.Upgrade = "websocket";
                headers.SecWebSocketVersion = "13";
                break;
        }

        var extensions = new Dictionary<string, object?> { ["code"] = error.Code };
        return TypedResults.Problem(error.Sentence, statusCode: status, extensions: extensions).ExecuteAsync(http);
    }

    // FailedPrecondition occurs here only for a request of the wrong protocol.
    private static int StatusOf(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.FailedPrecondition => StatusCodes.Status426UpgradeRequired,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
