using System.Globalization;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>A refusal as devices see it.</summary>
/// <param name="Code">Stable; programs compare it. Listed in <c>docs/wire-protocol.md</c>.</param>
/// <param name="Status">The gRPC status it ends a call with.</param>
/// <param name="Sentence">For people: what was expected, and what came.</param>
/// <param name="RetryAfter">When to try again; zero if trying again does not help.</param>
internal sealed record WireError(string Code, StatusCode Status, string Sentence, TimeSpan RetryAfter = default)
{
    /// <summary>When what is refused ends by itself, if it does and is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For whoever is suspended: with it they appeal.</summary>
    public string? AppealTicket { get; init; }

    /// <summary>Milliseconds until another try, rounded up so that a client that obeys is not refused again.</summary>
    public uint RetryAfterMs => (uint)Math.Ceiling(RetryAfter.TotalMilliseconds);

    /// <summary>As the answer to a request on the session; 0 if it answers none.</summary>
    public ServerMessage ToRefusal(ulong requestId) => new()
    {
        Refusal = new Refusal { RequestId = requestId, Code = Code, Message = Sentence, RetryAfterMs = RetryAfterMs },
    };

    /// <summary>As the end of a unary call. The code, the wait and the end are in the trailers.</summary>
    public RpcException ToRpcException()
    {
        var trailers = new Metadata { { MetadataNames.RefusalCode, Code } };
        if (RetryAfter > TimeSpan.Zero)
        {
            trailers.Add(MetadataNames.RetryAfterMs, RetryAfterMs.ToString(CultureInfo.InvariantCulture));
        }

        if (Until is { } until)
        {
            trailers.Add(MetadataNames.UntilUnixMs, until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }

        if (AppealTicket is { } ticket)
        {
            trailers.Add(MetadataNames.AppealTicket, ticket);
        }

        return new RpcException(new Status(Status, Sentence), trailers);
    }
}
