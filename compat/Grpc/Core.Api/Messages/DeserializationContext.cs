using System.Buffers;

namespace Grpc.Core;

/// <summary>One received message. It is borrowed: nothing of it may be used after the deserializer has returned.</summary>
public abstract class DeserializationContext
{
    /// <summary>Length of the (decompressed) message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of its own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The message where it lies, without a copy.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
