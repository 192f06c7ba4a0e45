using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Peers.Mumble.Control;
using Google.Protobuf;

namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>A person on a Mumble server: the control connection (TLS), and through it the voice of clients without UDP.</summary>
internal sealed class MumbleClient : IAsyncDisposable
{
    /// <summary>1.3.4, like the server: later versions number packets differently.</summary>
    private const uint ProtocolVersion = 0x010304;

    private const int TunnelBytesMax = 1_024;

    private readonly SslStream stream;
    private readonly SemaphoreSlim writing = new(1);
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource leaving = new();
    private readonly Action<ReadOnlySpan<byte>>? onTunnelledVoice;
    private Task reading = Task.CompletedTask;

    private MumbleClient(SslStream stream, Action<ReadOnlySpan<byte>>? onTunnelledVoice)
    {
        this.stream = stream;
        this.onTunnelledVoice = onTunnelledVoice;
    }

    /// <summary>The number that the server assigned.</summary>
    public uint Session { get; private set; }

    /// <summary>Encrypts this client's UDP packets.</summary>
    public VoiceCrypt? Crypt { get; private set; }

    /// <summary>Enters the server's root channel.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="onTunnelledVoice">Gets voice packets that come over the control connection.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<MumbleClient> EnterAsync(
        IPEndPoint server, string name, Action<ReadOnlySpan<byte>>? onTunnelledVoice, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var client = new MumbleClient(stream, onTunnelledVoice);
        try
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = server.Address.ToString(),
#pragma warning disable CA5359 // The server was started by this program, on loopback, with a certificate that it makes itself.
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            };
            await stream.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            await client.SendAsync(
                ControlType.Version,
                new Control.Version { Version_ = ProtocolVersion, Release = "AudioRooms benchmarks" },
                cancellation).ConfigureAwait(false);
            await client.SendAsync(
                ControlType.Authenticate, new Authenticate { Username = name, Opus = true }, cancellation).ConfigureAwait(false);
            client.reading = client.ReadAsync();
            await client.entered.Task.WaitAsync(cancellation).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a ping, as clients do every five seconds.</summary>
    public Task PingAsync(ulong timestamp, CancellationToken cancellation) =>
        SendAsync(ControlType.Ping, new Ping { Timestamp = timestamp }, cancellation);

    /// <summary>Sends a voice packet through the control connection.</summary>
    public async Task TunnelAsync(ReadOnlyMemory<byte> voice, CancellationToken cancellation)
    {
        var frame = new byte[ControlFrame.HeaderBytes + voice.Length];
        ControlFrame.WriteHeader(frame, ControlType.UdpTunnel, voice.Length);
        voice.CopyTo(frame.AsMemory(ControlFrame.HeaderBytes));
        await WriteAsync(frame, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        Crypt?.Dispose();
        writing.Dispose();
        leaving.Dispose();
    }

    private Task SendAsync(ControlType type, IMessage message, CancellationToken cancellation)
    {
        var frame = new byte[ControlFrame.HeaderBytes + message.CalculateSize()];
        ControlFrame.WriteHeader(frame, type, frame.Length - ControlFrame.HeaderBytes);
        message.WriteTo(frame.AsSpan(ControlFrame.HeaderBytes));
        return WriteAsync(frame, cancellation);
    }

    private async Task WriteAsync(byte[] frame, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(frame, cancellation).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[ControlFrame.HeaderBytes + TunnelBytesMax];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(buffer.AsMemory(0, ControlFrame.HeaderBytes), leaving.Token).ConfigureAwait(false);
                var (type, length) = ControlFrame.ReadHeader(buffer);
                if (length > buffer.Length)
                {
                    buffer = new byte[length];
                }

                await stream.ReadExactlyAsync(buffer.AsMemory(0, length), leaving.Token).ConfigureAwait(false);
                Take(type, buffer.AsSpan(0, length));
            }
        }
        catch (OperationCanceledException)
        {
            // The client is leaving.
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidProtocolBufferException)
        {
            // A caller that waits to enter gets the error. Later errors have no caller; packets that no longer arrive count as
            // lost.
            entered.TrySetException(e);
        }
    }

    private void Take(ControlType type, ReadOnlySpan<byte> message)
    {
        switch (type)
        {
            case ControlType.UdpTunnel:
                onTunnelledVoice?.Invoke(message);
                break;
            case ControlType.CryptSetup:
                var setup = CryptSetup.Parser.ParseFrom(message);
                if (setup.HasKey)
                {
                    Crypt = new VoiceCrypt(setup.Key.ToByteArray(), setup.ClientNonce.Span, setup.ServerNonce.Span);
                }

                break;
            case ControlType.ServerSync:
                Session = ServerSync.Parser.ParseFrom(message).Session;
                entered.TrySetResult();
                break;
            case ControlType.Reject:
                throw new InvalidDataException($"The server lets nobody in: {Reject.Parser.ParseFrom(message).Reason}");
        }
    }
}
