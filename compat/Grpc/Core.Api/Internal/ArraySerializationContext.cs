using System.Buffers;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>Collects one message in an array, for a marshaller that is asked for bytes outside a call.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private ArrayBufferWriter<byte>? buffer;
    private byte[]? payload;
    private bool isComplete;

    public override void Complete(byte[] payload)
    {
        ThrowIfComplete();
        this.payload = payload;
        isComplete = true;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        ThrowIfComplete();
        return buffer ??= new ArrayBufferWriter<byte>();
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ThrowIfComplete();
        buffer ??= new ArrayBufferWriter<byte>(Math.Max(payloadLength, 1));
    }

    public override void Complete()
    {
        ThrowIfComplete();
        isComplete = true;
    }

    public byte[] ToArray()
    {
        if (!isComplete)
        {
            throw new InvalidOperationException("The serializer returned without completing the message.");
        }

        return payload ?? buffer?.WrittenSpan.ToArray() ?? [];
    }

    private void ThrowIfComplete()
    {
        if (isComplete)
        {
            throw new InvalidOperationException("The message is already complete.");
        }
    }
}
