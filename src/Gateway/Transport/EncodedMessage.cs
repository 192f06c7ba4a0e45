using System.Buffers.Binary;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A <c>ServerMessage</c> that is already bytes, shared by every connection that writes it. References are counted: code that
/// keeps the message after the call in which it got it calls <see cref="Retain"/>, and the last <see cref="Release"/> gives the
/// message back to its pool. The bytes do not change once they are filled.
/// </summary>
internal sealed class EncodedMessage
{
    /// <summary>Bytes that stand before the message in <see cref="Framed"/>.</summary>
    public const int PrefixBytes = 5;

    private readonly EncodedMessagePool pool;
    private byte[] buffer;
    private int references;

    internal EncodedMessage(EncodedMessagePool pool)
    {
        this.pool = pool;
        buffer = [];
    }

    /// <summary>Length of the message in bytes, without the prefix.</summary>
    public int Length { get; private set; }

    /// <summary>The message; valid while the caller holds a reference.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(PrefixBytes, Length);

    /// <inheritdoc cref="Memory"/>
    public ReadOnlySpan<byte> Span => buffer.AsSpan(PrefixBytes, Length);

    /// <summary>
    /// The message as it stands in the body of a gRPC call: a flag (0, not compressed), the length in four bytes, the message
    /// (gRPC over HTTP/2, "Length-Prefixed-Message"). Valid while the caller holds a reference.
    /// </summary>
    public ReadOnlySpan<byte> Framed => buffer.AsSpan(0, PrefixBytes + Length);

    /// <summary>Takes one more reference.</summary>
    public EncodedMessage Retain()
    {
        var now = Interlocked.Increment(ref references);
        ObjectDisposedException.ThrowIf(now <= 1, this);
        return this;
    }

    /// <summary>Gives one reference back.</summary>
    public void Release()
    {
        var left = Interlocked.Decrement(ref references);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
        {
            pool.Return(this);
        }
    }

    /// <summary>
    /// Opens the message for its one writer, which fills exactly <paramref name="length"/> bytes before it shares the message.
    /// </summary>
    internal Span<byte> Open(byte[] storage, int length)
    {
        buffer = storage;
        Length = length;
        references = 1;
        storage[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(storage.AsSpan(1), length);
        return storage.AsSpan(PrefixBytes, length);
    }

    internal byte[] Detach()
    {
        var storage = buffer;
        buffer = [];
        Length = 0;
        return storage;
    }
}
