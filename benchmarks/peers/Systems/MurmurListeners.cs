using System.Net;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>People in the root channel who listen, over UDP or through their control connections, and ping as Mumble's client does.</summary>
internal sealed class MurmurListeners : IAsyncDisposable
{
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPingPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>A server on one core answers more handshakes at once no faster.</summary>
    private const int EnteringAtOnce = 8;

    private readonly TimeProvider time;
    private readonly SocketReader.Received heard;
    private readonly List<MumbleClient> clients = [];
    private readonly List<Socket> sockets = [];
    private readonly byte[] plain = new byte[Ocb2.TextBytesMax];
    private readonly CancellationTokenSource leaving = new();
    private readonly TaskCompletionSource allKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool[] known = [];
    private int knownCount;
    private SocketReader? reader;
    private Task pinging = Task.CompletedTask;

    private MurmurListeners(TimeProvider time, SocketReader.Received heard)
    {
        this.time = time;
        this.heard = heard;
    }

    /// <summary>Enters them all; with UDP, returns when the server knows everybody's address.</summary>
    /// <param name="time">Paces the pings.</param>
    /// <param name="server">Where it listens.</param>
    /// <param name="count">How many.</param>
    /// <param name="udp">Their way.</param>
    /// <param name="heard">Gets what each hears, the sound alone; from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<MurmurListeners> EnterAsync(
        TimeProvider time, IPEndPoint server, int count, bool udp, SocketReader.Received heard, CancellationToken cancellation)
    {
        var listeners = new MurmurListeners(time, heard);
        try
        {
            for (var first = 0; first < count; first += EnteringAtOnce)
            {
                var entering = Enumerable.Range(first, Math.Min(EnteringAtOnce, count - first))
                    .Select(number => MumbleClient.EnterAsync(server, $"listener{number}", voice => listeners.Take(number, voice), cancellation));
                listeners.clients.AddRange(await Task.WhenAll(entering).ConfigureAwait(false));
            }

            if (udp)
            {
                await listeners.OpenUdpAsync(server, cancellation).ConfigureAwait(false);
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
            socket.Dispose();
        }

        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask())).ConfigureAwait(false);
        leaving.Dispose();
    }

    private async Task OpenUdpAsync(IPEndPoint server, CancellationToken cancellation)
    {
        known = new bool[clients.Count];
        for (var i = 0; i < clients.Count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            sockets.Add(socket);
            await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        }

        reader = new SocketReader(sockets, TakeDatagram);
        while (!allKnown.Task.IsCompleted)
        {
            for (var i = 0; i < clients.Count; i++)
            {
                if (!Volatile.Read(ref known[i]))
                {
                    PingOverUdp(i);
                }
            }

            await Task.WhenAny(allKnown.Task, Task.Delay(FirstPingPeriod, time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void PingOverUdp(int number)
    {
        Span<byte> ping = stackalloc byte[1 + Varint.BytesMax];
        Span<byte> packet = stackalloc byte[VoiceCrypt.HeaderBytes + 1 + Varint.BytesMax];
        var length = VoicePacket.WritePing(ping, (ulong)time.GetTimestamp());
        lock (clients[number])
        {
            length = clients[number].Crypt!.Encrypt(ping[..length], packet);
        }

        sockets[number].Send(packet[..length]);
    }

    // One after the other, so that they are spread over the period.
    private async Task PingAsync()
    {
        var pause = PingPeriod / clients.Count;
        try
        {
            for (var number = 0; ; number = (number + 1) % clients.Count)
            {
                await Task.Delay(pause, time, leaving.Token).ConfigureAwait(false);
                await clients[number].PingAsync((ulong)time.GetTimestamp(), leaving.Token).ConfigureAwait(false);
                if (sockets.Count > 0)
                {
                    PingOverUdp(number);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // They leave, or the server has put one out; what is not delivered then is counted as lost.
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
        lock (clients[number])
        {
            if (!clients[number].Crypt!.TryDecrypt(packet, plain, out length))
            {
                return;
            }
        }

        var voice = plain.AsSpan(0, length);
        if (!VoicePacket.IsPing(voice))
        {
            Take(number, voice);
        }
        else if (!known[number])
        {
            Volatile.Write(ref known[number], true);
            if (++knownCount == known.Length)
            {
                allKnown.SetResult();
            }
        }
    }
}
