using System.Net;
using System.Net.Sockets;

namespace AudioRooms.System.Tests;

/// <summary>
/// A part of the network between client and server that a test can cut: both sides then see a connection reset.
/// </summary>
internal sealed class ResettingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<Socket> sockets = [];
    private readonly List<Task> pumps = [];
    private readonly Uri server;
    private readonly Task accepting;

    public ResettingProxy(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>The address for clients.</summary>
    public Uri Address { get; }

    /// <summary>Connections made so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Cuts all present connections; new ones are let through.</summary>
    public void Reset()
    {
        lock (gate)
        {
            foreach (var socket in sockets)
            {
                // Closing with a linger time of zero sends RST instead of FIN.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }

            sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Reset();
        await accepting;
        await Task.WhenAll(pumps);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await upstream.ConnectAsync(IPAddress.Loopback, server.Port, stop.Token);
                lock (gate)
                {
                    Connections++;
                    sockets.AddRange([client, upstream]);
                    pumps.AddRange([PumpAsync(client, upstream), PumpAsync(upstream, client)]);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection was cut, as the test wanted.
        }
    }
}
