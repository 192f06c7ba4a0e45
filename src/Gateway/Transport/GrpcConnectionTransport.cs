using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Transport;

/// <summary>A connection that is one bidirectional gRPC call.</summary>
internal sealed class GrpcConnectionTransport : IConnectionTransport
{
    private readonly IAsyncStreamReader<ClientMessage> reader;
    private readonly PipeWriter output;
    private readonly HttpContext http;
    private readonly GrpcRequestBody? uncompressed;
    private Status? refusal;

    /// <param name="reader">The gRPC layer's reader, for calls that are compressed.</param>
    /// <param name="http">The request.</param>
    /// <param name="messageBytesMax">The longest message that a device may send, in bytes.</param>
    public GrpcConnectionTransport(
        IAsyncStreamReader<ClientMessage> reader, HttpContext http, int messageBytesMax)
    {
        this.reader = reader;
        this.http = http;
        output = http.Response.BodyWriter;
        uncompressed = IsCompressed(http.Request) ? null : new GrpcRequestBody(http.Request.BodyReader, messageBytesMax);
    }

    /// <summary>
    /// The status that the call ends with if the device is to blame, for example for a message that is cut off; null if not.
    /// </summary>
    public Status? Refusal => uncompressed?.Refusal ?? refusal;

    public TransportKind Kind => TransportKind.Grpc;

    public ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken) =>
        uncompressed?.ReadAsync(cancellationToken) ?? ReadCompressedAsync(cancellationToken);

    /// <summary>
    /// Writes into the body of the response itself. The gRPC layer's writer would frame each listener's copy of a bundle again
    /// and make a task for each write (ADR 23). The gRPC layer still sets headers and trailers. Messages are not compressed.
    /// </summary>
    public ValueTask WriteAsync(EncodedMessage message)
    {
        output.Write(message.Framed);
        var flush = output.FlushAsync(CancellationToken.None);
        if (!flush.IsCompletedSuccessfully)
        {
            return FlushedAsync(flush);
        }

        Check(flush.Result);
        return ValueTask.CompletedTask;
    }

    public void Abort() => http.Abort();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FlushedAsync(ValueTask<FlushResult> flush) => Check(await flush.ConfigureAwait(false));

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new IOException("The call has ended.");
        }
    }

    private static bool IsCompressed(HttpRequest request) =>
        request.Headers["grpc-encoding"] is [{ } encoding, ..] && encoding != "identity";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClientMessage?> ReadCompressedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.MoveNext(cancellationToken).ConfigureAwait(false) ? reader.Current : null;
        }
        catch (RpcException error)
        {
            refusal = error.Status;
            throw new IOException(error.Status.Detail, error);
        }
        catch (InvalidOperationException error)
        {
            // The server completed the call because the device is gone.
            throw new IOException(error.Message, error);
        }
    }
}
