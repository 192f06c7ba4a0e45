using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AudioRooms.Protocol;

namespace AudioRooms.LoadTester.Lean;

/// <summary>A WebSocket (RFC 6455) with a room, with one message per binary frame. It carries one person, whose token is in the
/// handshake.</summary>
internal sealed class WebSocketLink : LeanLink, ILeanChannel
{
    /// <summary>A longer message is not one of ours.</summary>
    private const int MessageMax = 4 << 20;

    private const int HandshakeMax = 16_384;
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;

    private readonly Uri server;
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> fragments = new(256);
    private List<byte[]>? early = [];
    private ILeanReceiver? receiver;
    private bool open;
    private bool ended;

    private WebSocketLink(Uri server, LeanSocket socket, TimeProvider time)
        : base(socket, time)
    {
        this.server = server;
    }

    private enum Opcode
    {
        Continuation = 0,
        Binary = 2,
        Close = 8,
        Ping = 9,
        Pong = 10,
    }

    /// <param name="server">The server's HTTP address.</param>
    /// <param name="bitsPerSecond">How fast the connection is read; 0 for no limit.</param>
    public static async Task<WebSocketLink> ConnectAsync(
        Uri server, int bitsPerSecond, TimeProvider time, CancellationToken cancellation)
    {
        var socket = await LeanSocket.ConnectAsync(
            server, ProtocolOf(http2: false), bitsPerSecond, time, cancellation).ConfigureAwait(false);
        var link = new WebSocketLink(server, socket, time);
        link.Start();
        return link;
    }

    public override ILeanChannel Open(string accessToken, ILeanReceiver receiver)
    {
        bool isFirst;
        lock (gate)
        {
            isFirst = this.receiver is null && !ended;
            this.receiver ??= receiver;
        }

        if (!isFirst)
        {
            receiver.OnEnded(new LeanEnding(false, "", "a WebSocket carries one person"));
            return this;
        }

        // The key may be any 16 bytes. It proves to a browser that the server speaks WebSocket, which is not in doubt here.
        Socket.TrySend(Encoding.ASCII.GetBytes(
            $"GET {RoomSocket.Path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: "
            + "websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: "
            + $"{RoomSocket.Subprotocol}\r\nAuthorization: Bearer {accessToken}\r\n\r\n"));
        return this;
    }

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        lock (gate)
        {
            if (ended)
            {
                return false;
            }

            if (early is not null)
            {
                early.Add(message.ToArray());
                return true;
            }

            return Send(Opcode.Binary, message);
        }
    }

    public void Finish()
    {
        lock (gate)
        {
            if (!ended && early is null)
            {
                // 1000: a normal closure (§7.4.1).
                Send(Opcode.Close, [0x03, 0xE8]);
            }
        }
    }

    protected override int Take(ReadOnlySpan<byte> bytes, long receivedAt, out int wanted)
    {
        wanted = 0;
        var taken = 0;
        if (!open)
        {
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return bytes.Length <= HandshakeMax
                    ? 0
                    : throw new LeanProtocolException("The server's answer to the handshake does not end.");
            }

            taken = end + 4;
            TakeHandshake(Encoding.ASCII.GetString(bytes[..end]));
        }

        while (TryReadHead(bytes[taken..], out var first, out var head, out var length))
        {
            wanted = head + length;
            if (bytes.Length - taken < wanted)
            {
                return taken;
            }

            Take(first, bytes.Slice(taken + head, length), receivedAt);
            taken += wanted;
            wanted = 0;
        }

        return taken;
    }

    protected override void OnClosed(string why) => End(new LeanEnding(false, "", why));

    /// <summary>Reads the header of a frame if it is complete (§5.2). A server's frames are not masked.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> bytes, out byte first, out int head, out int length)
    {
        (first, head, length) = (0, 2, 0);
        if (bytes.Length < head)
        {
            return false;
        }

        first = bytes[0];
        var shortLength = bytes[1];
        if ((shortLength & Masked) != 0)
        {
            throw new LeanProtocolException("The server sent a masked frame.");
        }

        head = shortLength switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < head)
        {
            return false;
        }

        var stated = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)shortLength,
        };
        length = stated <= MessageMax
            ? (int)stated
            : throw new LeanProtocolException($"The server sent a frame of {stated} bytes; at most {MessageMax} were expected.");
        return true;
    }

    private void TakeHandshake(string answer)
    {
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            var status = answer.Split(' ') is [_, var code, ..] ? code : "?";
            End(new LeanEnding(false, status, $"the server answered the handshake with HTTP status {status}"));
            throw new LeanProtocolException("The server did not open the WebSocket.");
        }

        open = true;
        lock (gate)
        {
            foreach (var message in early ?? [])
            {
                Send(Opcode.Binary, message);
            }

            early = null;
        }
    }

    private void Take(byte first, ReadOnlySpan<byte> payload, long receivedAt)
    {
        var isFinal = (first & Final) != 0;
        switch ((Opcode)(first & 15))
        {
            case Opcode.Binary when isFinal:
                receiver?.OnMessage(payload, receivedAt);
                break;
            case Opcode.Binary or Opcode.Continuation:
                fragments.Write(payload);
                if (isFinal)
                {
                    receiver?.OnMessage(fragments.WrittenSpan, receivedAt);
                    fragments.ResetWrittenCount();
                }

                break;
            case Opcode.Close:
                var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (ushort)1005;
                var reason = payload.Length > 2 ? Encoding.UTF8.GetString(payload[2..]) : "the server closed the WebSocket";
                Finish();
                End(new LeanEnding(code == 1000, code.ToString(CultureInfo.InvariantCulture), reason));
                break;
            case Opcode.Ping:
                lock (gate)
                {
                    Send(Opcode.Pong, payload);
                }

                break;
            default:
                // Answers to pings that were never sent.
                break;
        }
    }

    /// <summary>Called within the lock, because frames must not mix.</summary>
    private bool Send(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        const int OnStack = 2_048;
        var head = payload.Length < 126 ? 2 : 4;
        var size = head + MaskBytes + payload.Length;
        var frame = size <= OnStack ? stackalloc byte[size] : new byte[size];
        frame[0] = (byte)(Final | (int)opcode);
        if (head == 2)
        {
            frame[1] = (byte)(Masked | payload.Length);
        }
        else
        {
            frame[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)payload.Length));
        }

        // A mask of zeros leaves the payload as it is. Masks protect caches between other browsers and servers (§10.3).
        frame.Slice(head, MaskBytes).Clear();
        payload.CopyTo(frame[(head + MaskBytes)..]);
        return Socket.TrySend(frame);
    }

    private void End(LeanEnding ending)
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
        }

        receiver?.OnEnded(ending);
    }
}
