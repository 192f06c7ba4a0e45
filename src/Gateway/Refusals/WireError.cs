using System.Globalization;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>A refusal as devices see it.</summary>
/// <param name="Code">A stable code that programs compare; listed in <c>docs/wire-protocol.md</c>.</param>
/// <param name="Status">The gRPC status that ends the call.</param>
/// <param name="Sentence">The text for people: what was expected, and what came.</param>
/// <param name="RetryAfter">When to try again; zero if that does not help.</param>
internal sealed record WireError(string Code, StatusCode Status, string Sentence, TimeSpan RetryAfter = default)
{
    /// <summary>When the cause ends by itself; null if it does not or if that is unknown.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ticket with which a suspended person can appeal; null for other refusals.</summary>
    public string? AppealTicket { get; init; }

    /// <summary>
    /// Milliseconds until the next attempt, rounded up so that a client that waits as long is not refused again.
    /// </summary>
    public uint RetryAfterMs => (uint)Math.Ceiling(RetryAfter.TotalMilliseconds);

    /// <summary>The refusal as an answer on the session; id 0 if it answers no request.</summary>
    public ServerMessage ToRefusal(ulong requestId) => new()
    {
        Refusal = new Refusal { RequestId = requestId, Code = Code, Message = Sentence, RetryAfterMs = RetryAfterMs },
    };

    /// <summary>The refusal as the end of a unary call; the trailers hold the code, the wait and the end of the cause.</summary>
    public RefusalException ToRpcException()
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

        return new RefusalException(this, trailers);
    }
}
