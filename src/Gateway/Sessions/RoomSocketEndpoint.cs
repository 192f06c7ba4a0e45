using System.Net.WebSockets;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// <c>/ws</c>: connects a device to a room by WebSocket. It carries the messages of <c>RoomSession/Connect</c>, one per binary
/// frame, and serves them as a gRPC call's.
/// </summary>
internal sealed class RoomSocketEndpoint(
    WebSocketDoor door,
    ClientConnections connections,
    RevokedSessions revoked,
    GatewayOptions options,
    GatewayMetrics metrics,
    [ProductClock] TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.CreateApplicationBuilder();

        pipeline.Use(static (http, next) =>
        {
            KeptUpgrade.Install(http);
            return next(http);
        });

        // A device that sends nothing for 20 s is dropped in any case; WebSocket pings would only cost a timer for each
        // connection.
        pipeline.UseWebSockets(
            new Microsoft.AspNetCore.Builder.WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        pipeline.Run(static http => http.RequestServices.GetRequiredService<RoomSocketEndpoint>().ServeAsync(http));
        endpoints.Map(RoomSocket.Path, pipeline.Build());
    }

    private async Task ServeAsync(HttpContext http)
    {
        var (caller, refusal) = await door.DecideAsync(http).ConfigureAwait(false);
        if (caller is null)
        {
            metrics.RequestRefused(refusal!.Code);
            await HttpRefusals.WriteAsync(http, refusal).ConfigureAwait(false);
            return;
        }

        if (await AcceptAsync(http).ConfigureAwait(false) is not { } socket)
        {
            return;
        }

        using (socket)
        {
            var transport = new WebSocketConnectionTransport(socket, options.Session.MessageBytesMax, http.Abort);
            using var session = revoked.Follow(caller.SessionId);

            // No token is cancelled when the connection breaks: what the device sent before is still to be read, and then reading
            // ends.
            var ending = await connections.ServeAsync(
                caller, transport, CancellationToken.None, session.Revoked).ConfigureAwait(false);
            await transport.CloseAsync(ending, time).ConfigureAwait(false);
            if (transport.HasMetNoFrame && http.Features.Get<IHttpUpgradeFeature>() is KeptUpgrade upgrade)
            {
                await upgrade.DrainAsync(http, time).ConfigureAwait(false);
            }
        }
    }

    private static async Task<WebSocket?> AcceptAsync(HttpContext http)
    {
        try
        {
            // No compression: Opus does not shrink, and compressing a secret together with text that others choose would reveal
            // the secret by the size (CRIME).
            return await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                SubProtocol = WebSocketDoor.SubprotocolFor(http),
                DangerousEnableCompression = false,
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (http.RequestAborted.IsCancellationRequested
            && error is IOException or OperationCanceledException)
        {
            // The device left before the upgrade.
            return null;
        }
    }
}
