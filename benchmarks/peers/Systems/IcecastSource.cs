using System.Net.Sockets;
using System.Text;
using AudioRooms.Benchmarks.Peers.Icecast;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>The speaker on an Icecast server: 50 packets a second, in pages of 200 ms.</summary>
internal sealed class IcecastSource : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly OggPages pages = new();
    private readonly List<long> dues = [];
    private readonly Action<long> spoken;
    private readonly CancellationTokenSource leaving = new();
    private Task talking = Task.CompletedTask;

    private IcecastSource(Socket socket, Action<long> spoken)
    {
        this.socket = socket;
        this.spoken = spoken;
    }

    /// <summary>Connects and starts to speak.</summary>
    /// <param name="time">Paces the talk.</param>
    /// <param name="server">The server.</param>
    /// <param name="mount">Path of the stream.</param>
    /// <param name="spoken">Gets the time at which each packet was due.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<IcecastSource> ConnectAsync(
        TimeProvider time, IcecastServer server, string mount, Action<long> spoken, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var source = new IcecastSource(socket, spoken);
        try
        {
            await socket.ConnectAsync(server.Address, cancellation).ConfigureAwait(false);
            var user = Convert.ToBase64String(Encoding.ASCII.GetBytes($"source:{server.Password}"));
            await source.SendAsync(
                Encoding.ASCII.GetBytes($"SOURCE {mount} HTTP/1.0\r\nAuthorization: Basic {user}\r\nContent-Type: "
                    + "audio/ogg\r\nUser-Agent: AudioRooms benchmarks\r\n\r\n"),
                cancellation).ConfigureAwait(false);
            var answer = new byte[1_024];
            var length = await socket.ReceiveAsync(answer, SocketFlags.None, cancellation).ConfigureAwait(false);
            var said = Encoding.ASCII.GetString(answer, 0, length);
            if (!said.Contains(" 200 ", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"Icecast takes no source: {said.Split('\r')[0]}");
            }

            await source.SendAsync(source.pages.Head(), cancellation).ConfigureAwait(false);
            source.talking = Pacer.RunAsync(time, Pacer.PacketTime, source.SendSoundAsync, source.leaving.Token);
            return source;
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await talking.ConfigureAwait(false);
        socket.Dispose();
        leaving.Dispose();
    }

    private async ValueTask SendSoundAsync(long due)
    {
        dues.Add(due);
        spoken(due);
        if (dues.Count == OggPages.PacketsPerPage)
        {
            await SendAsync(pages.Sound([.. dues]), CancellationToken.None).ConfigureAwait(false);
            dues.Clear();
        }
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellation)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, cancellation).ConfigureAwait(false);
        }
    }
}
