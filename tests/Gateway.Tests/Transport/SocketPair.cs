using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace AudioRooms.Gateway.Tests.Transport;

/// <summary>A server's WebSocket over a loopback connection, and the bare connection of the device.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly Socket device;

    private SocketPair(Socket device, Socket server)
    {
        this.device = device;
        Wire = new NetworkStream(device, ownsSocket: true);
        Server = WebSocket.CreateFromStream(
            new NetworkStream(server, ownsSocket: true), isServer: true, subProtocol: null, Timeout.InfiniteTimeSpan);
    }

    public WebSocket Server { get; }

    /// <summary>The device's side, for frames that no library would send.</summary>
    public NetworkStream Wire { get; }

    /// <summary>The device's side as a library's socket; not to be used together with <see cref="Wire"/>.</summary>
    public WebSocket Device() => WebSocket.CreateFromStream(Wire, isServer: false, subProtocol: null, Timeout.InfiniteTimeSpan);

    public static async Task<SocketPair> ConnectAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var device = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await device.ConnectAsync(listener.LocalEndPoint!);
        return new SocketPair(device, await listener.AcceptAsync());
    }

    /// <summary>A client's frame, masked with zeros, which RFC 6455 §5.3 allows.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        List<byte> frame = [(byte)((isFinal ? 0x80 : 0) | opcode)];
        if (payload.Length < 126)
        {
            frame.Add((byte)(0x80 | payload.Length));
        }
        else
        {
            frame.AddRange([0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]);
        }

        return [.. frame, 0, 0, 0, 0, .. payload];
    }

    /// <summary>Ends the device's side as a crash does.</summary>
    public void Reset()
    {
        device.LingerState = new LingerOption(enable: true, seconds: 0);
        device.Dispose();
    }

    public void Dispose()
    {
        Wire.Dispose();
        Server.Dispose();
    }
}
