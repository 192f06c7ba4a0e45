using System.Net.WebSockets;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Transport;

/// <summary>A device that is connected by WebSocket.</summary>
internal sealed class SocketDevice : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] buffer = new byte[128 * 1_024];

    /// <summary>The socket, for things that no device should do.</summary>
    public ClientWebSocket Socket { get; } = new();

    /// <summary>Connects as a program that can set headers.</summary>
    public static async Task<SocketDevice> ConnectAsync(GatewayHost host, Metadata signedIn)
    {
        var device = new SocketDevice();
        device.Socket.Options.SetRequestHeader("Authorization", signedIn.GetValue("authorization"));
        await device.ConnectAsync(host);
        return device;
    }

    public Task ConnectAsync(GatewayHost host) =>
        Socket.ConnectAsync(host.WebSocketAddress, CancellationToken.None).WaitAsync(Patience);

    public async Task<Joined> JoinAsync(
        string room, LatencyClass latency = LatencyClass.Audience, string resumeToken = "", ulong? position = null)
    {
        var join = new Join { RoomId = room, Latency = latency, ResumeToken = resumeToken };
        if (position is { } from)
        {
            join.ResumePosition = from;
        }

        await SendAsync(new ClientMessage { Join = join });
        return (await NextAsync(message => message.Joined is not null)).Joined;
    }

    public Task SendAsync(ClientMessage message) => SendAsync(message.ToByteArray());

    public Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary) =>
        Socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None).WaitAsync(Patience);

    /// <summary>The next message; null when the server closes the connection.</summary>
    public async Task<ServerMessage?> NextAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await Socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask().WaitAsync(Patience);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            part.MessageType.ShouldBe(WebSocketMessageType.Binary);
            if (part.EndOfMessage)
            {
                return ServerMessage.Parser.ParseFrom(buffer.AsSpan(0, length));
            }
        }
    }

    /// <summary>The next message of a kind.</summary>
    public async Task<ServerMessage> NextAsync(Func<ServerMessage, bool> isIt)
    {
        while (await NextAsync() is { } message)
        {
            if (isIt(message))
            {
                return message;
            }
        }

        throw new InvalidOperationException($"The server closed: {(int?)Socket.CloseStatus} {Socket.CloseStatusDescription}.");
    }

    /// <summary>
    /// Reads to the end, answers the close frame, and returns the server's last message and its close code and reason.
    /// </summary>
    public async Task<(ServerMessage? Last, int Code, string Reason)> EndAsync()
    {
        ServerMessage? last = null;
        while (await NextAsync() is { } message)
        {
            last = message;
        }

        await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Patience);
        return (last, (int)Socket.CloseStatus!, Socket.CloseStatusDescription ?? "");
    }

    /// <summary>Positions and sequence numbers of the next packets.</summary>
    public async Task<List<(ulong Position, uint Sequence)>> HearAsync(int packets)
    {
        var heard = new List<(ulong, uint)>();
        while (heard.Count < packets)
        {
            var bundle = (await NextAsync(message => message.Bundle is not null)).Bundle;
            heard.AddRange(bundle.Packets.Select((packet, index) => (bundle.Position + (ulong)index, packet.Sequence)));
        }

        return heard;
    }

    public void Dispose() => Socket.Dispose();
}
