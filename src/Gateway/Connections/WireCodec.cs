using System.Buffers;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Connections;

/// <summary>Bytes from a device into messages, whatever transport they came by.</summary>
internal static class WireCodec
{
    /// <summary>
    /// Stands for bytes that are not a ClientMessage; compared by reference. Garbage is a value here, not an exception.
    /// </summary>
    public static ClientMessage Malformed { get; } = new();

    /// <summary>Parses one message, or returns <see cref="Malformed"/>.</summary>
    public static ClientMessage Decode(ReadOnlySequence<byte> bytes)
    {
        try
        {
            return ClientMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return Malformed;
        }
    }
}
