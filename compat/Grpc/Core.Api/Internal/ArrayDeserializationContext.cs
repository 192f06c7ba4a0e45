using System.Buffers;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>One message in an array, for a marshaller that is used outside a call.</summary>
internal sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
{
    public override int PayloadLength => payload.Length;

    public override byte[] PayloadAsNewBuffer() => (byte[])payload.Clone();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}
