using System.Buffers;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Connections;

/// <summary>Bytes from a device into messages, whatever transport they came by.</summary>
internal static class WireCodec
{
    private const byte ClientMessageAck = (4 << 3) | 2;
    private const byte AckPosition = 1 << 3;
    private const byte AckConcealed = 2 << 3;

    /// <summary>Tag, length, then two fields of at most a tag and ten bytes each.</summary>
    private const int PlainAckBytesMax = 2 + 11 + 11;

    /// <summary>
    /// Most of what listeners send is acknowledgements, several a second from each: those are read into a message that is used again.
    /// It is taken while in use, so a thread that decodes a second one before the first is recycled makes another.
    /// </summary>
    [ThreadStatic]
    private static ClientMessage? spareAck;

    /// <summary>
    /// Stands for bytes that are not a ClientMessage; compared by reference. Garbage is a value here, not an exception.
    /// </summary>
    public static ClientMessage Malformed { get; } = new();

    /// <summary>Stands for a message above the session's limit, of which the rest was not read; compared by reference.</summary>
    public static ClientMessage TooLarge { get; } = new();

    /// <summary>Parses one message, or returns <see cref="Malformed"/>. Nobody may use it after <see cref="Recycle"/>.</summary>
    public static ClientMessage Decode(ReadOnlySequence<byte> bytes)
    {
        if (TryReadPlainAck(bytes, out var position, out var concealed))
        {
            var message = spareAck ?? new ClientMessage { Ack = new Ack() };
            spareAck = null;
            message.Ack.Position = position;
            message.Ack.Concealed = concealed;
            message.Ack.ClearLost();
            return message;
        }

        try
        {
            return ClientMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return Malformed;
        }
    }

    /// <summary>Gives a message back whose reader has done with it.</summary>
    public static void Recycle(ClientMessage message)
    {
        if (message is { BodyCase: ClientMessage.BodyOneofCase.Ack, RequestId: 0, IdempotencyKey: "" })
        {
            spareAck = message;
        }
    }

    // Exactly an Ack of the two fields that every device sends, each at most once and in order; anything else is for the general parser.
    private static bool TryReadPlainAck(in ReadOnlySequence<byte> bytes, out ulong position, out uint concealed)
    {
        position = 0;
        concealed = 0;
        if (bytes.Length is < 2 or > PlainAckBytesMax)
        {
            return false;
        }

        Span<byte> copy = stackalloc byte[PlainAckBytesMax];
        bytes.CopyTo(copy);
        ReadOnlySpan<byte> rest = copy[..(int)bytes.Length];
        if (rest[0] != ClientMessageAck || rest[1] != rest.Length - 2)
        {
            return false;
        }

        rest = rest[2..];
        var wide = 0ul;
        if (!TryReadField(AckPosition, ref rest, ref position) || !TryReadField(AckConcealed, ref rest, ref wide) || wide > uint.MaxValue)
        {
            return false;
        }

        concealed = (uint)wide;
        return rest.IsEmpty;
    }

    // An absent field is one of its default value. False only if it is there and broken.
    private static bool TryReadField(byte tag, ref ReadOnlySpan<byte> rest, ref ulong value)
    {
        if (rest.IsEmpty || rest[0] != tag)
        {
            return true;
        }

        value = 0;
        for (var index = 1; index < rest.Length && index <= 9; index++)
        {
            value |= (ulong)(rest[index] & 0x7F) << (7 * (index - 1));
            if (rest[index] < 0x80)
            {
                rest = rest[(index + 1)..];
                return true;
            }
        }

        // Ten bytes are a number of 64 bits, or none at all.
        return false;
    }
}
