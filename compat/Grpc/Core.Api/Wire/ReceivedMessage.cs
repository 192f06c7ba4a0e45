using System.Buffers;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>The message that a deserializer is given. One per call, used again for each of its messages.</summary>
internal sealed class ReceivedMessage : DeserializationContext
{
    private ReadOnlySequence<byte> payload;

    public override int PayloadLength => (int)payload.Length;

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;

    public T Deserialize<T>(in ReadOnlySequence<byte> message, Func<DeserializationContext, T> deserializer)
    {
        payload = message;
        try
        {
            return deserializer(this);
        }
        finally
        {
            payload = default;
        }
    }
}
