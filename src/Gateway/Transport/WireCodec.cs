using System.Buffers;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Transport;

/// <summary>Bytes from a device into messages, whatever transport they came by.</summary>
internal static class WireCodec
{
    private const byte ClientMessageAck = (4 << 3) | 2;
    private const byte AckPosition = 1 << 3;
    private const byte AckConcealed = 2 << 3;

    /// <summary>Field 20: its number takes the tag into a second byte.</summary>
    private static ReadOnlySpan<byte> AckLost => [((20 << 3) & 0x7F) | 0x80, (20 << 3) >> 7];

    /// <summary>Tag, length, then three fields of at most a tag and ten bytes each.</summary>
    private const int PlainAckBytesMax = 2 + 11 + 11 + 12;

    /// <summary>
    /// Most of what listeners send is acknowledgements, several a second from each:
    /// those are read into a message that is used again.
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
        if (TryReadPlainAck(bytes, out var position, out var concealed, out var lost))
        {
            var message = spareAck ?? new ClientMessage { Ack = new Ack() };
            spareAck = null;
            message.Ack.Position = position;
            message.Ack.Concealed = concealed;
            if (lost is { } reported)
            {
                message.Ack.Lost = reported;
            }
            else
            {
                message.Ack.ClearLost();
            }

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

    // Exactly an Ack of the fields that devices send, each at most once and in order; anything else is for the general parser.
    private static bool TryReadPlainAck(in ReadOnlySequence<byte> bytes, out ulong position, out uint concealed, out uint? lost)
    {
        position = 0;
        concealed = 0;
        lost = null;
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
        if (!TryReadField([AckPosition], ref rest, out var at) || !TryReadField([AckConcealed], ref rest, out var filledIn)
            || !TryReadField(AckLost, ref rest, out var missing) || filledIn > uint.MaxValue || missing > uint.MaxValue)
        {
            return false;
        }

        position = at ?? 0;
        concealed = (uint)(filledIn ?? 0);
        lost = (uint?)missing;
        return rest.IsEmpty;
    }

    // An absent field is null. False only if it is there and broken.
    private static bool TryReadField(ReadOnlySpan<byte> tag, ref ReadOnlySpan<byte> rest, out ulong? value)
    {
        value = null;
        if (!rest.StartsWith(tag))
        {
            return true;
        }

        var number = 0ul;
        var digits = rest[tag.Length..];
        for (var index = 0; index < digits.Length && index < 9; index++)
        {
            number |= (ulong)(digits[index] & 0x7F) << (7 * index);
            if (digits[index] < 0x80)
            {
                value = number;
                rest = digits[(index + 1)..];
                return true;
            }
        }

        // Ten bytes are a number of 64 bits, or none at all.
        return false;
    }
}
