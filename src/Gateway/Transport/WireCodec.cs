using System.Buffers;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Transport;

/// <summary>Decodes a device's bytes into messages, whatever transport carried them.</summary>
internal static class WireCodec
{
    private const byte ClientMessageAck = (4 << 3) | 2;
    private const byte AckPosition = 1 << 3;
    private const byte AckConcealed = 2 << 3;

    /// <summary>Tag of field 20, <c>lost</c>: a field number above 15 needs a second byte.</summary>
    private static ReadOnlySpan<byte> AckLost => [((20 << 3) & 0x7F) | 0x80, (20 << 3) >> 7];

    /// <summary>
    /// Tag and length of the acknowledgement, then three fields with a tag and a number of at most ten bytes each.
    /// </summary>
    private const int PlainAckBytesMax = 2 + 11 + 11 + 12;

    /// <summary>
    /// A message to decode acknowledgements into. Listeners send several of them a second, and reusing one message saves the
    /// allocations. A decoder takes it while in use; a second decode on the same thread makes another message.
    /// </summary>
    [ThreadStatic]
    private static ClientMessage? spareAck;

    /// <summary>
    /// Stands for bytes that are no ClientMessage; compare it by reference. Bad input is a value here, not an exception.
    /// </summary>
    public static ClientMessage Malformed { get; } = new();

    /// <summary>Stands for a message above the session's limit, whose rest was not read; compare it by reference.</summary>
    public static ClientMessage TooLarge { get; } = new();

    /// <summary>
    /// Parses one message, or returns <see cref="Malformed"/>. The message must not be used after <see cref="Recycle"/>.
    /// </summary>
    public static ClientMessage Decode(ReadOnlySequence<byte> bytes)
    {
        if (TryReadPlainAck(bytes, out var position, out var concealed, out var lost))
        {
            var message = spareAck ?? new ClientMessage { Ack = new Ack() };
            spareAck = null;
            message.Ack.Position = position;
            message.Ack.Concealed = concealed;
            message.Ack.Heard.Clear();
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

    /// <summary>Takes back a message that its reader no longer needs.</summary>
    public static void Recycle(ClientMessage message)
    {
        if (message is { BodyCase: ClientMessage.BodyOneofCase.Ack, RequestId: 0, IdempotencyKey: "" })
        {
            spareAck = message;
        }
    }

    // Reads an Ack that has only the fields devices send, each at most once and in order. The general parser reads all others.
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

    // An absent field gives null. False means that the field is there and broken.
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

        // A number of 64 bits has ten bytes at most: a longer one is broken.
        return false;
    }
}
