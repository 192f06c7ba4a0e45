using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace AudioRooms.System.Tests;

/// <summary>An unencrypted HTTP/2 connection (RFC 9113) that sends any frames a test wants and reads none.</summary>
internal sealed class RawHttp2 : IDisposable
{
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const int HeadBytes = 9;
    private const int Cancel = 8;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly MemoryStream pending = new();
    private int lastStream = -1;

    private RawHttp2()
    {
    }

    public static async Task<RawHttp2> ConnectAsync(Uri server)
    {
        var connection = new RawHttp2();
        await connection.socket.ConnectAsync(server.Host, server.Port);
        connection.pending.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        connection.Frame(Settings, flags: 0, stream: 0, []);
        return connection;
    }

    /// <summary>Starts a gRPC call without a message and resets it at once.</summary>
    public void CallAndReset(string path)
    {
        lastStream += 2;
        Frame(Headers, EndHeaders | EndStream, lastStream,
        [
            .. Field(":method", "POST"),
            .. Field(":scheme", "http"),
            .. Field(":path", path),
            .. Field(":authority", "localhost"),
            .. Field("content-type", "application/grpc"),
            .. Field("te", "trailers"),
        ]);
        var code = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(code, Cancel);
        Frame(Reset, flags: 0, lastStream, code);
    }

    /// <summary>Sends the collected frames. False if the server has closed the connection.</summary>
    public async Task<bool> TrySendAsync()
    {
        try
        {
            await socket.SendAsync(pending.ToArray());
            pending.SetLength(0);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends no more, and reads until the server has closed the connection.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[16 * 1_024];
            while (await socket.ReceiveAsync(buffer, cancellation) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset also closes the connection.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        pending.Dispose();
    }

    private void Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8);
        head[3] = type;
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head[5..], stream);
        pending.Write(head);
        pending.Write(payload);
    }

    // A literal without indexing and with a new name, in plain text (RFC 7541 §6.2.2); both lengths are below 127 bytes.
    private static byte[] Field(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
