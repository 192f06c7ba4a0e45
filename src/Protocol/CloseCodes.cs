using Grpc.Core;

namespace AudioRooms.Protocol;

/// <summary>
/// The code of a WebSocket's close frame: 1000 after a proper end, otherwise 4000 plus the gRPC status of the refusal (RFC 6455
/// §7.4.2 leaves 4000 to 4999 to applications). The reason in the frame is the refusal's code.
/// </summary>
public static class CloseCodes
{
    /// <summary>The connection ended properly (RFC 6455 §7.4.1).</summary>
    public const int Normal = 1_000;

    /// <summary>The number that is added to a gRPC status.</summary>
    public const int StatusBase = 4_000;

    /// <summary>The close code for the status that a gRPC call would have ended with.</summary>
    public static int Of(StatusCode status) => status == StatusCode.OK ? Normal : StatusBase + (int)status;

    /// <summary>The status that a gRPC call would have ended with.</summary>
    /// <param name="closeCode">The received code.</param>
    /// <returns>Null for a code that no AudioRooms server sends: an intermediary sent it, or a server that fails.</returns>
    public static StatusCode? StatusOf(int closeCode) => closeCode switch
    {
        Normal => StatusCode.OK,
        > StatusBase and <= StatusBase + (int)StatusCode.Unauthenticated => (StatusCode)(closeCode - StatusBase),
        _ => null,
    };
}
