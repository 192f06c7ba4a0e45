using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Reads the messages of an uncompressed call from the body of the request, without the gRPC layer's reader. That reader makes a
/// task for each message it waits for; with thousands of listeners, each between two acknowledgements, these tasks make up most
/// of a garbage collection's pause (ADR 16). Framing: gRPC over HTTP/2, "Length-Prefixed-Message".
/// </summary>
internal sealed class GrpcRequestBody(PipeReader body, int messageBytesMax)
{
    /// <summary>A flag (1: the message is compressed), then the length in four bytes, big-endian.</summary>
    private const int PrefixBytes = 5;

    /// <summary>The status that the call ends with if the device broke the framing; null if it did not.</summary>
    public Status? Refusal { get; private set; }

    /// <inheritdoc cref="IConnectionTransport.ReadAsync"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (TryTake(result, out var message))
                {
                    return message;
                }
            }
        }
        catch (InvalidOperationException error)
        {
            // The server completed the call because the device is gone.
            throw new IOException(error.Message, error);
        }
    }

    // False while the message is incomplete. At the end of the request the message is null.
    private bool TryTake(in ReadResult result, out ClientMessage? message)
    {
        var buffer = result.Buffer;
        var used = buffer.Start;
        var seen = buffer.End;
        message = null;
        try
        {
            if (buffer.IsEmpty)
            {
                return result.IsCompleted;
            }

            if (TryReadPrefix(buffer, out var length))
            {
                if (length > messageBytesMax)
                {
                    // The rest of a message that is too long is not read.
                    message = WireCodec.TooLarge;
                    return true;
                }

                if (buffer.Length >= PrefixBytes + length)
                {
                    var payload = buffer.Slice(PrefixBytes, length);
                    used = seen = payload.End;
                    message = WireCodec.Decode(payload);
                    return true;
                }
            }

            return result.IsCompleted ? throw Broken("The request ends inside a message.") : false;
        }
        finally
        {
            body.AdvanceTo(used, seen);
        }
    }

    private bool TryReadPrefix(in ReadOnlySequence<byte> buffer, out uint length)
    {
        length = 0;
        if (buffer.Length < PrefixBytes)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            throw Broken(
                $"The message begins with {prefix[0]}; in a call without grpc-encoding only 0 (not compressed) is valid.");
        }

        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }

    private IOException Broken(string sentence)
    {
        Refusal = new Status(StatusCode.Internal, sentence);
        return new IOException(sentence);
    }
}
