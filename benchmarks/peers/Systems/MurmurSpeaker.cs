using System.Net;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>A person who talks in the root channel, 50 packets a second.</summary>
internal sealed class MurmurSpeaker : IAsyncDisposable
{
    private readonly MumbleClient client;
    private readonly Socket? socket;
    private readonly Action<long> spoken;
    private readonly CancellationTokenSource leaving = new();
    private readonly byte[] payload = new byte[Payload.Bytes];
    private readonly byte[] voice = new byte[VoicePacket.HeaderBytesMax + Payload.Bytes];
    private readonly byte[] packet = new byte[VoiceCrypt.HeaderBytes + VoicePacket.HeaderBytesMax + Payload.Bytes];
    private Task talking = Task.CompletedTask;
    private ulong sequence;

    private MurmurSpeaker(MumbleClient client, Socket? socket, Action<long> spoken)
    {
        this.client = client;
        this.socket = socket;
        this.spoken = spoken;
    }

    /// <summary>Enters and starts to talk, over UDP or through the control connection.</summary>
    /// <param name="time">Paces the talk.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="udp">True for UDP, false for the control connection.</param>
    /// <param name="spoken">Gets the time at which each packet was due.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<MurmurSpeaker> EnterAsync(
        TimeProvider time, IPEndPoint server, bool udp, Action<long> spoken, CancellationToken cancellation)
    {
        var client = await MumbleClient.EnterAsync(server, "speaker", onTunnelledVoice: null, cancellation).ConfigureAwait(false);
        Socket? socket = null;
        if (udp)
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        }

        var speaker = new MurmurSpeaker(client, socket, spoken);
        speaker.talking = Pacer.RunAsync(time, Pacer.PacketTime, speaker.SendSoundAsync, speaker.leaving.Token);
        return speaker;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await talking.ConfigureAwait(false);
        socket?.Dispose();
        await client.DisposeAsync().ConfigureAwait(false);
        leaving.Dispose();
    }

    private async ValueTask SendSoundAsync(long due)
    {
        Payload.Write(payload, due);

        // Mumble numbers units of 10 ms, so a packet of 20 ms counts as two.
        var length = VoicePacket.WriteOpus(voice, sequence += 2, payload);
        spoken(due);
        if (socket is null)
        {
            await client.TunnelAsync(voice.AsMemory(0, length), leaving.Token).ConfigureAwait(false);
        }
        else
        {
            length = client.Crypt!.Encrypt(voice.AsSpan(0, length), packet);
            await socket.SendAsync(packet.AsMemory(0, length), leaving.Token).ConfigureAwait(false);
        }
    }
}
