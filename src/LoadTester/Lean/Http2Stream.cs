using System.Buffers;
using System.Buffers.Binary;
using AudioRooms.Protocol;

namespace AudioRooms.LoadTester.Lean;

/// <summary>One gRPC call on an <see cref="Http2Link"/>. Splits the received bytes into messages (a flag, four bytes of length,
/// the message), and keeps an incomplete message until its rest arrives.</summary>
internal sealed class Http2Stream(Http2Link link, int id, ILeanReceiver receiver) : ILeanChannel
{
    /// <summary>Length of the prefix of every gRPC message.</summary>
    public const int PrefixBytes = 5;

    /// <summary>gRPC's own limit; a longer message is not one of ours.</summary>
    private const int MessageMax = 4 << 20;

    private ArrayBufferWriter<byte>? partial;
    private string status = "";
    private string grpcStatus = "";
    private string grpcMessage = "";
    private string refusal = "";
    private int closed;

    public int Id { get; } = id;

    public bool IsClosed => Volatile.Read(ref closed) != 0;

    /// <summary>How many bytes the server still accepts on this call. Guarded by the link.</summary>
    public long SendWindow { get; set; }

    /// <summary>Bytes received since the window was last widened.</summary>
    public long Received { get; set; }

    public bool TrySend(ReadOnlySpan<byte> message) => link.TrySend(this, message);

    public void Finish() => link.Finish(this);

    public void Take(ReadOnlySpan<byte> data, long receivedAt)
    {
        if (partial is not { WrittenCount: > 0 })
        {
            data = data[TakeWhole(data, receivedAt)..];
            if (!data.IsEmpty)
            {
                (partial ??= new ArrayBufferWriter<byte>(Http2Frame.LengthMax)).Write(data);
            }

            return;
        }

        partial.Write(data);
        var taken = TakeWhole(partial.WrittenSpan, receivedAt);
        if (taken > 0)
        {
            var rest = partial.WrittenSpan[taken..].ToArray();
            partial.ResetWrittenCount();
            partial.Write(rest);
        }
    }

    public void TakeHeader(string name, string value)
    {
        switch (name)
        {
            case ":status":
                status = value;
                break;
            case "grpc-status":
                grpcStatus = value;
                break;
            case "grpc-message":
                grpcMessage = Uri.UnescapeDataString(value);
                break;
            case MetadataNames.RefusalCode:
                refusal = value;
                break;
            default:
                // Headers that decide nothing here.
                break;
        }
    }

    /// <summary>How the call ended, from its headers and trailers.</summary>
    public LeanEnding Ending() => grpcStatus switch
    {
        "0" => new LeanEnding(true, "", "the server ended the call"),
        "" => new LeanEnding(false, status, $"the server answered with HTTP status {status}"),
        _ => new LeanEnding(false, refusal.Length > 0 ? refusal : grpcStatus, grpcMessage),
    };

    public void Close(LeanEnding ending)
    {
        if (Interlocked.Exchange(ref closed, 1) == 0)
        {
            receiver.OnEnded(ending);
        }
    }

    private int TakeWhole(ReadOnlySpan<byte> data, long receivedAt)
    {
        var taken = 0;
        while (data.Length - taken >= PrefixBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data[(taken + 1)..]);
            if (data[taken] != 0 || length > MessageMax)
            {
                throw new LeanProtocolException($"The server sent a message of {length} bytes with flag {data[taken]}; plain "
                    + $"ones of at most {MessageMax} were expected.");
            }

            if (data.Length - taken - PrefixBytes < length)
            {
                break;
            }

            receiver.OnMessage(data.Slice(taken + PrefixBytes, (int)length), receivedAt);
            taken += PrefixBytes + (int)length;
        }

        return taken;
    }
}
