using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Media;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Rpc;

/// <summary>A connection that is one bidirectional gRPC call.</summary>
internal sealed class GrpcConnectionTransport(
    IAsyncStreamReader<ClientMessage> reader, IServerStreamWriter<EncodedMessage> writer, HttpContext http) : IConnectionTransport
{
    /// <summary>
    /// Why the server's gRPC layer stopped reading, if it was the device's fault: a message above the limit, for example.
    /// </summary>
    public Status? Refusal { get; private set; }

    public TransportKind Kind => TransportKind.Grpc;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.MoveNext(cancellationToken).ConfigureAwait(false) ? reader.Current : null;
        }
        catch (RpcException error)
        {
            Refusal = error.Status;
            throw new IOException(error.Status.Detail, error);
        }
        catch (InvalidOperationException error)
        {
            // The call is complete: the device is gone.
            throw new IOException(error.Message, error);
        }
    }

    public ValueTask WriteAsync(EncodedMessage message) => new(writer.WriteAsync(message));

    public void Abort() => http.Abort();
}
