using System.Net;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>
/// Listeners in the root channel, over UDP or through their control connections, who ping as Mumble's client does.
/// </summary>
internal sealed class MurmurListeners : IAsyncDisposable
{
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPingPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Clients that enter at a time; a server on one core is no faster with more handshakes at once.</summary>
    private const int EnteringAtOnce = 8;

    private readonly TimeProvider time;
    private readonly SocketReader.Received heard;
    private readonly MumbleClient?[] clients;
    private readonly Socket?[] sockets;
    private readonly TaskCompletionSource[] known;
    private readonly byte[] plain = new byte[Ocb2.TextBytesMax];
    private readonly CancellationTokenSource leaving = new();
    private SocketReader? reader;
    private Task pinging = Task.CompletedTask;

    private MurmurListeners(TimeProvider time, int count, SocketReader.Received heard)
    {
        this.time = time;
        this.heard = heard;
        clients = new MumbleClient?[count];
        sockets = new Socket?[count];
        known = [.. Enumerable.Range(0, count).Select(
            _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    }

    /// <summary>Enters all listeners. With UDP, returns when the server knows every listener's address.</summary>
    /// <param name="time">Paces the pings.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="count">Number of listeners.</param>
    /// <param name="udp">True for UDP, false for the control connection.</param>
    /// <param name="heard">Gets the sound that each listener hears; from several threads.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<MurmurListeners> EnterAsync(
        TimeProvider time, IPEndPoint server, int count, bool udp, SocketReader.Received heard, CancellationToken cancellation)
    {
        var listeners = new MurmurListeners(time, count, heard);
        try
        {
            listeners.reader = udp ? new SocketReader(count, listeners.TakeDatagram) : null;
            for (var first = 0; first < count; first += EnteringAtOnce)
            {
                var numbers = Enumerable.Range(first, Math.Min(EnteringAtOnce, count - first)).ToList();
                await Task.WhenAll(
                    numbers.Select(number => listeners.EnterAsync(server, number, cancellation))).ConfigureAwait(false);
                if (udp)
                {
                    // All at once, as clients do. The server tries a new address with the keys of all clients whose address it
                    // does not know yet.
                    await Task.WhenAll(
                        numbers.Select(number => listeners.OpenUdpAsync(server, number, cancellation))).ConfigureAwait(false);
                }
            }

            listeners.pinging = listeners.PingAsync();
            return listeners;
        }
        catch
        {
            await listeners.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await pinging.ConfigureAwait(false);
        reader?.Dispose();
        foreach (var socket in sockets)
        {
            socket?.Dispose();
        }

        await Task.WhenAll(clients.OfType<MumbleClient>().Select(client => client.DisposeAsync().AsTask())).ConfigureAwait(false);
        leaving.Dispose();
    }

    private async Task EnterAsync(IPEndPoint server, int number, CancellationToken cancellation) =>
        clients[number] = await MumbleClient.EnterAsync(
            server, $"listener{number}", voice => Take(number, voice), cancellation).ConfigureAwait(false);

    private async Task OpenUdpAsync(IPEndPoint server, int number, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sockets[number] = socket;
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        reader!.Add(number, socket);
        while (!known[number].Task.IsCompleted)
        {
            PingOverUdp(number, socket);
            await Task.WhenAny(known[number].Task, Task.Delay(FirstPingPeriod, time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void PingOverUdp(int number, Socket socket)
    {
        Span<byte> ping = stackalloc byte[1 + Varint.BytesMax];
        Span<byte> packet = stackalloc byte[VoiceCrypt.HeaderBytes + 1 + Varint.BytesMax];
        var length = VoicePacket.WritePing(ping, (ulong)time.GetTimestamp());
        var crypt = clients[number]!.Crypt!;
        lock (crypt)
        {
            length = crypt.Encrypt(ping[..length], packet);
        }

        socket.Send(packet[..length]);
    }

    // One after the other, so that the pings are spread over the period.
    private async Task PingAsync()
    {
        var pause = PingPeriod / clients.Length;
        try
        {
            for (var number = 0; ; number = (number + 1) % clients.Length)
            {
                await Task.Delay(pause, time, leaving.Token).ConfigureAwait(false);
                await clients[number]!.PingAsync((ulong)time.GetTimestamp(), leaving.Token).ConfigureAwait(false);
                if (sockets[number] is { } socket)
                {
                    PingOverUdp(number, socket);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The listeners leave, or the server has removed one; packets not delivered then count as lost.
        }
    }

    private void Take(int number, ReadOnlySpan<byte> voice)
    {
        if (VoicePacket.TryReadOpus(voice, out _, out _, out var opus))
        {
            heard(number, opus);
        }
    }

    private void TakeDatagram(int number, ReadOnlySpan<byte> packet)
    {
        int length;
        var crypt = clients[number]!.Crypt!;
        lock (crypt)
        {
            if (!crypt.TryDecrypt(packet, plain, out length))
            {
                return;
            }
        }

        var voice = plain.AsSpan(0, length);
        if (!VoicePacket.IsPing(voice))
        {
            Take(number, voice);
        }
        else
        {
            known[number].TrySetResult();
        }
    }
}
