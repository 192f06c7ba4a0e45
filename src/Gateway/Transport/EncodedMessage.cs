using System.Buffers.Binary;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A <c>ServerMessage</c> that is already bytes, shared by every connection it is written to. Counted: whoever holds it past the
/// call in which it was given retains it, and the last to release gives it back to its pool. Nobody writes to it after it is
/// filled.
/// </summary>
internal sealed class EncodedMessage
{
    /// <summary>What stands before the message in <see cref="Framed"/>.</summary>
    public const int PrefixBytes = 5;

    private readonly EncodedMessagePool pool;
    private byte[] buffer;
    private int references;

    internal EncodedMessage(EncodedMessagePool pool)
    {
        this.pool = pool;
        buffer = [];
    }

    /// <summary>Bytes of the message.</summary>
    public int Length { get; private set; }

    /// <summary>The message; valid while the caller holds a reference.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(PrefixBytes, Length);

    /// <inheritdoc cref="Memory"/>
    public ReadOnlySpan<byte> Span => buffer.AsSpan(PrefixBytes, Length);

    /// <summary>
    /// The message as it stands in a gRPC call's body: behind a flag that says that it is not compressed, and its length (gRPC
    /// over HTTP/2, "Length-Prefixed-Message"). As long valid.
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

    /// <summary>Opens it for one writer, who must fill exactly <paramref name="length"/> bytes before sharing it.</summary>
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
