using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>Turns the server's forms of a refusal into one exception.</summary>
internal static class Refusals
{
    public static RefusedException From(Refusal refusal) =>
        new(refusal.Code, refusal.Message, RetryAfter(refusal.RetryAfterMs));

    public static RefusedException From(RpcException refusal)
    {
        var code = refusal.Trailers.GetValue(MetadataNames.RefusalCode) ?? NameOf(refusal.StatusCode);
        var retry = uint.TryParse(refusal.Trailers.GetValue(MetadataNames.RetryAfterMs), out var milliseconds) ? milliseconds : 0;
        return new RefusedException(code, refusal.Status.Detail, RetryAfter(retry))
        {
            Until = long.TryParse(refusal.Trailers.GetValue(MetadataNames.UntilUnixMs), out var until)
                ? DateTimeOffset.FromUnixTimeMilliseconds(until)
                : null,
            AppealTicket = refusal.Trailers.GetValue(MetadataNames.AppealTicket),
        };
    }

    /// <summary>The error with which a gRPC call would have ended; empty texts for what is unknown.</summary>
    public static RpcException ToRpcException(StatusCode status, string code, string detail, string retryAfterMs = "")
    {
        var trailers = new Metadata();
        if (code.Length > 0)
        {
            trailers.Add(MetadataNames.RefusalCode, code);
        }

        if (retryAfterMs.Length > 0)
        {
            trailers.Add(MetadataNames.RetryAfterMs, retryAfterMs);
        }

        return new RpcException(new Status(status, detail), trailers, detail);
    }

    /// <summary>True if the server answered with a refusal, as opposed to being unreachable or busy.</summary>
    public static bool IsRefusal(RpcException e) =>
        (e.StatusCode == StatusCode.Internal && e.Trailers.GetValue(MetadataNames.RefusalCode) is not null)
            || e.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound
            or StatusCode.AlreadyExists or StatusCode.PermissionDenied or StatusCode.FailedPrecondition or StatusCode.OutOfRange
            or StatusCode.Unimplemented or StatusCode.Unauthenticated or StatusCode.ResourceExhausted;

    private static TimeSpan? RetryAfter(uint milliseconds) => milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds);

    // The names of the gRPC specification, written like the codes of the wire protocol.
    private static string NameOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument => "invalid_argument",
        StatusCode.NotFound => "not_found",
        StatusCode.AlreadyExists => "already_exists",
        StatusCode.PermissionDenied => "permission_denied",
        StatusCode.FailedPrecondition => "failed_precondition",
        StatusCode.OutOfRange => "out_of_range",
        StatusCode.Unimplemented => "unimplemented",
        StatusCode.Unauthenticated => "unauthenticated",
        StatusCode.ResourceExhausted => "resource_exhausted",
        _ => code.ToString().ToLowerInvariant(),
    };
}
