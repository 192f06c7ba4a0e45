using System.Buffers;
using System.Buffers.Binary;
using AudioRooms.Protocol;

namespace AudioRooms.LoadTester.Lean;

/// <summary>gRPC calls over one HTTP/2 connection (RFC 9113), for a client that never throttles the server: it opens its
/// flow-control windows as wide as possible and widens them again in time, so that the transport never holds sound
/// back.</summary>
internal sealed class Http2Link : LeanLink
{
    private const string Method = "/audiorooms.v1.RoomSession/Connect";

    /// <summary>A window is widened after this many bytes, far before it is used up.</summary>
    private const int WidenAfter = 1 << 30;

    private readonly Uri server;
    private readonly Lock gate = new();
    private readonly Dictionary<int, Http2Stream> streams = [];
    private readonly ArrayBufferWriter<byte> headers = new(64);
    private Http2Stream? latest;
    private int nextId = 1;
    private int streamsMax = int.MaxValue;
    private int headersOf;
    private bool headersEnd;
    private long received;
    private long window = Http2Frame.WindowDefault;
    private int streamWindow = Http2Frame.WindowDefault;
    private bool goneAway;

    private Http2Link(Uri server, LeanSocket socket, TimeProvider time)
        : base(socket, time)
    {
        this.server = server;
    }

    public static async Task<Http2Link> ConnectAsync(
        Uri server, int bitsPerSecond, TimeProvider time, CancellationToken cancellation)
    {
        var socket = await LeanSocket.ConnectAsync(
            server, ProtocolOf(http2: true), bitsPerSecond, time, cancellation).ConfigureAwait(false);
        var link = new Http2Link(server, socket, time);
        socket.TrySend(Preface());
        link.Start();
        return link;
    }

    public override ILeanChannel Open(string accessToken, ILeanReceiver receiver)
    {
        var block = new ArrayBufferWriter<byte>(512);
        Hpack.Write(block, ":method", "POST");
        Hpack.Write(block, ":scheme", server.Scheme);
        Hpack.Write(block, ":path", Method);
        Hpack.Write(block, ":authority", server.Authority);
        Hpack.Write(block, "content-type", "application/grpc");
        Hpack.Write(block, "te", "trailers");
        Hpack.Write(block, MetadataNames.Authorization, $"Bearer {accessToken}");
        if (block.WrittenCount > Http2Frame.LengthMax)
        {
            throw new LeanProtocolException($"An access token of {accessToken.Length} characters does not fit into one frame.");
        }

        Http2Stream stream;
        bool sent;
        lock (gate)
        {
            stream = new Http2Stream(this, nextId, receiver);
            nextId += 2;
            sent = IsOpen && !goneAway && streams.Count < streamsMax;
            if (sent)
            {
                stream.SendWindow = streamWindow;
                streams.Add(stream.Id, stream);

                // Sent within the lock, because stream numbers must rise in the order in which they are sent.
                var frame = new byte[Http2Frame.HeadBytes + block.WrittenCount];
                new Http2Frame(block.WrittenCount, Http2FrameType.Headers, Http2Flags.EndHeaders, stream.Id).Write(frame);
                block.WrittenSpan.CopyTo(frame.AsSpan(Http2Frame.HeadBytes));
                sent = Socket.TrySend(frame);
            }
        }

        if (!sent)
        {
            Close(stream, new LeanEnding(false, "", streamsMax <= streams.Count
                ? $"the server allows {streamsMax} calls on one connection"
                : "the connection is closed"));
        }

        return stream;
    }

    /// <summary>Sends a gRPC message if the windows have room for it.</summary>
    internal bool TrySend(Http2Stream stream, ReadOnlySpan<byte> message)
    {
        var length = Http2Stream.PrefixBytes + message.Length;
        if (length > Http2Frame.LengthMax)
        {
            throw new ArgumentOutOfRangeException(nameof(message), $"{message.Length} bytes do not fit into one frame.");
        }

        lock (gate)
        {
            if (stream.IsClosed || window < length || stream.SendWindow < length)
            {
                return false;
            }

            const int OnStack = 2_048;
            var size = Http2Frame.HeadBytes + length;
            var frame = size <= OnStack ? stackalloc byte[size] : new byte[size];
            new Http2Frame(length, Http2FrameType.Data, Http2Flags.None, stream.Id).Write(frame);
            frame[Http2Frame.HeadBytes] = 0;
            BinaryPrimitives.WriteInt32BigEndian(frame[(Http2Frame.HeadBytes + 1)..], message.Length);
            message.CopyTo(frame[(Http2Frame.HeadBytes + Http2Stream.PrefixBytes)..]);
            if (!Socket.TrySend(frame))
            {
                return false;
            }

            window -= length;
            stream.SendWindow -= length;
            return true;
        }
    }

    internal void Finish(Http2Stream stream)
    {
        if (!stream.IsClosed)
        {
            Send(new Http2Frame(0, Http2FrameType.Data, Http2Flags.EndStream, stream.Id), []);
        }
    }

    protected override int Take(ReadOnlySpan<byte> bytes, long receivedAt, out int wanted)
    {
        var taken = 0;
        wanted = 0;
        while (bytes.Length - taken >= Http2Frame.HeadBytes)
        {
            var frame = Http2Frame.Read(bytes[taken..]);
            if (frame.Length > Http2Frame.LengthMax)
            {
                throw new LeanProtocolException(
                    $"The server sent a frame of {frame.Length} bytes; {Http2Frame.LengthMax} were agreed.");
            }

            wanted = Http2Frame.HeadBytes + frame.Length;
            if (bytes.Length - taken < wanted)
            {
                return taken;
            }

            Take(frame, bytes.Slice(taken + Http2Frame.HeadBytes, frame.Length), receivedAt);
            taken += wanted;
            wanted = 0;
        }

        return taken;
    }

    protected override void OnClosed(string why)
    {
        Http2Stream[] left;
        lock (gate)
        {
            left = [.. streams.Values];
        }

        foreach (var stream in left)
        {
            Close(stream, new LeanEnding(false, "", why));
        }
    }

    private static byte[] Preface()
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        Span<byte> settings = stackalloc byte[Http2Frame.HeadBytes + 18 + Http2Frame.HeadBytes + 4];
        new Http2Frame(18, Http2FrameType.Settings, Http2Flags.None, 0).Write(settings);
        var at = Http2Frame.HeadBytes;
        foreach (var (name, value) in new[]
        {
            (Http2Setting.HeaderTableSize, 0), (Http2Setting.EnablePush, 0),
            (Http2Setting.InitialWindowSize, Http2Frame.WindowMax),
        })
        {
            BinaryPrimitives.WriteUInt16BigEndian(settings[at..], (ushort)name);
            BinaryPrimitives.WriteInt32BigEndian(settings[(at + 2)..], value);
            at += 6;
        }

        new Http2Frame(4, Http2FrameType.WindowUpdate, Http2Flags.None, 0).Write(settings[at..]);
        BinaryPrimitives.WriteInt32BigEndian(
            settings[(at + Http2Frame.HeadBytes)..], Http2Frame.WindowMax - Http2Frame.WindowDefault);
        bytes.Write(settings);
        return bytes.WrittenSpan.ToArray();
    }

    private void Take(Http2Frame frame, ReadOnlySpan<byte> payload, long receivedAt)
    {
        switch (frame.Type)
        {
            case Http2FrameType.Data:
                TakeData(frame, payload, receivedAt);
                break;
            case Http2FrameType.Headers:
                headers.ResetWrittenCount();
                headers.Write(Unpadded(frame, payload, frame.Has(Http2Flags.Priority) ? 5 : 0));
                (headersOf, headersEnd) = (frame.StreamId, frame.Has(Http2Flags.EndStream));
                TakeHeaders(frame);
                break;
            case Http2FrameType.Continuation:
                headers.Write(payload);
                TakeHeaders(frame);
                break;
            case Http2FrameType.ResetStream when payload.Length == 4 && Find(frame.StreamId) is { } reset:
                Close(reset, new LeanEnding(
                    false, "", $"the server reset the call (error {BinaryPrimitives.ReadInt32BigEndian(payload)})"));
                break;
            case Http2FrameType.Settings when !frame.Has(Http2Flags.Ack):
                TakeSettings(payload);
                Send(new Http2Frame(0, Http2FrameType.Settings, Http2Flags.Ack, 0), []);
                break;
            case Http2FrameType.Ping when payload.Length == 8 && !frame.Has(Http2Flags.Ack):
                Send(new Http2Frame(payload.Length, Http2FrameType.Ping, Http2Flags.Ack, 0), payload);
                break;
            case Http2FrameType.WindowUpdate when payload.Length == 4:
                lock (gate)
                {
                    var more = BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
                    if (frame.StreamId == 0)
                    {
                        window += more;
                    }
                    else if (streams.TryGetValue(frame.StreamId, out var widened))
                    {
                        widened.SendWindow += more;
                    }
                }

                break;
            case Http2FrameType.GoAway:
                goneAway = true;
                break;
            default:
                // Priorities, unsolicited answers and frames of extensions must be ignored (§5.5).
                break;
        }
    }

    private void TakeData(Http2Frame frame, ReadOnlySpan<byte> payload, long receivedAt)
    {
        received += frame.Length;
        if (received >= WidenAfter)
        {
            Widen(0, (int)received);
            received = 0;
        }

        // Frames of a call that was ended here may still arrive for a while.
        if (Find(frame.StreamId) is not { } stream)
        {
            return;
        }

        stream.Received += frame.Length;
        if (stream.Received >= WidenAfter)
        {
            Widen(stream.Id, (int)stream.Received);
            stream.Received = 0;
        }

        stream.Take(Unpadded(frame, payload, 0), receivedAt);
        if (frame.Has(Http2Flags.EndStream))
        {
            Close(stream, new LeanEnding(false, "", "the server ended the call without a status"));
        }
    }

    private void TakeHeaders(Http2Frame frame)
    {
        if (!frame.Has(Http2Flags.EndHeaders) || Find(headersOf) is not { } stream)
        {
            return;
        }

        foreach (var (name, value) in Hpack.Read(headers.WrittenSpan))
        {
            stream.TakeHeader(name, value);
        }

        if (headersEnd)
        {
            Close(stream, stream.Ending());
        }
    }

    private void TakeSettings(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= 6; payload = payload[6..])
        {
            var value = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
            lock (gate)
            {
                switch ((Http2Setting)BinaryPrimitives.ReadUInt16BigEndian(payload))
                {
                    case Http2Setting.InitialWindowSize:
                        foreach (var stream in streams.Values)
                        {
                            stream.SendWindow += value - streamWindow;
                        }

                        streamWindow = value;
                        break;
                    case Http2Setting.MaxConcurrentStreams:
                        streamsMax = value;
                        break;
                    default:
                        // Settings about frames that this client never sends.
                        break;
                }
            }
        }
    }

    private static ReadOnlySpan<byte> Unpadded(Http2Frame frame, ReadOnlySpan<byte> payload, int before)
    {
        if (frame.Has(Http2Flags.Padded))
        {
            if (payload.IsEmpty || payload[0] >= payload.Length)
            {
                throw new LeanProtocolException("The server sent a frame with more padding than content.");
            }

            payload = payload[1..^payload[0]];
        }

        return payload.Length < before
            ? throw new LeanProtocolException("The server sent a frame that is too short.")
            : payload[before..];
    }

    private void Widen(int streamId, int by)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, by);
        Send(new Http2Frame(4, Http2FrameType.WindowUpdate, Http2Flags.None, streamId), payload);
    }

    private void Send(Http2Frame frame, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[Http2Frame.HeadBytes + 8];
        frame.Write(bytes);
        payload.CopyTo(bytes[Http2Frame.HeadBytes..]);
        Socket.TrySend(bytes[..(Http2Frame.HeadBytes + payload.Length)]);
    }

    private Http2Stream? Find(int id)
    {
        if (latest is { } again && again.Id == id)
        {
            return again.IsClosed ? null : again;
        }

        lock (gate)
        {
            if (streams.TryGetValue(id, out var found))
            {
                latest = found;
            }

            return found;
        }
    }

    private void Close(Http2Stream stream, LeanEnding ending)
    {
        lock (gate)
        {
            streams.Remove(stream.Id);
        }

        stream.Close(ending);
    }
}
