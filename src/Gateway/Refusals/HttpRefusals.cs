using System.Globalization;
using AudioRooms.Protocol;
using AudioRooms.Protocol.Refusals;
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
        var status = StatusOf(error);
        var headers = http.Response.Headers;
        headers[MetadataNames.RefusalCode] = error.Code;
        headers.CacheControl = "no-store";
        if (error.RetryAfter > TimeSpan.Zero)
        {
            headers[MetadataNames.RetryAfterMs] = error.RetryAfterMs.ToString(CultureInfo.InvariantCulture);
            headers.RetryAfter = Math.Ceiling(error.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Until is { } until)
        {
            headers[MetadataNames.UntilUnixMs] = until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        if (error.AppealTicket is { } ticket)
        {
            headers[MetadataNames.AppealTicket] = ticket;
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

    private static int StatusOf(WireError error) => error.Status switch
    {
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.FailedPrecondition when error.Code == ServiceCodes.UpgradeRequired => StatusCodes.Status426UpgradeRequired,
        StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Internal => StatusCodes.Status500InternalServerError,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
