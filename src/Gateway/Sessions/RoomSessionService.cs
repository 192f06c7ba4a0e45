using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Connects a device to a room by gRPC.</summary>
internal sealed class RoomSessionService(ClientConnections connections, RevokedSessions revoked, GatewayOptions options)
    : EncodedRoomSession.ServiceBase
{
    public override async Task Connect(
        IAsyncStreamReader<ClientMessage> requestStream,
        IServerStreamWriter<EncodedMessage> responseStream,
        ServerCallContext context)
    {
        var transport = new GrpcConnectionTransport(
            requestStream, context.GetHttpContext(), options.Session.MessageBytesMax);
        using var session = revoked.Follow(Caller.SessionOf(context));
        var ending = await connections.ServeAsync(Caller.SignedIn(context), transport, context.CancellationToken, session.Revoked)
            .ConfigureAwait(false);
        if (ending is not null)
        {
            context.Status = new Status(ending.Status, ending.Sentence);
        }
        else if (transport.Refusal is { } refusal)
        {
            context.Status = refusal;
        }
    }
}
