using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Media;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Rpc;

/// <summary>A connection that is one bidirectional gRPC call.</summary>
internal sealed class GrpcConnectionTransport : IConnectionTransport
{
    private readonly IAsyncStreamReader<ClientMessage> reader;
    private readonly IServerStreamWriter<EncodedMessage> writer;
    private readonly HttpContext http;
    private readonly GrpcRequestBody? uncompressed;
    private Status? refusal;

    /// <param name="reader">The gRPC layer's way to read, which can decompress.</param>
    /// <param name="writer">The call's answers.</param>
    /// <param name="http">The request.</param>
    /// <param name="messageBytesMax">What a device may send as one message.</param>
    public GrpcConnectionTransport(
        IAsyncStreamReader<ClientMessage> reader, IServerStreamWriter<EncodedMessage> writer, HttpContext http, int messageBytesMax)
    {
        this.reader = reader;
        this.writer = writer;
        this.http = http;
        uncompressed = IsCompressed(http.Request) ? null : new GrpcRequestBody(http.Request.BodyReader, messageBytesMax);
    }

    /// <summary>
    /// Why reading stopped, if it was the device's fault: a message that ends in the middle, for example.
    /// </summary>
    public Status? Refusal => uncompressed?.Refusal ?? refusal;

    public TransportKind Kind => TransportKind.Grpc;

    public ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken) =>
        uncompressed?.ReadAsync(cancellationToken) ?? ReadCompressedAsync(cancellationToken);

    public ValueTask WriteAsync(EncodedMessage message) => new(writer.WriteAsync(message));

    public void Abort() => http.Abort();

    private static bool IsCompressed(HttpRequest request) => request.Headers["grpc-encoding"] is [{ } encoding, ..] && encoding != "identity";

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
            // The call is complete: the device is gone.
            throw new IOException(error.Message, error);
        }
    }
}
