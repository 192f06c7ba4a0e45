namespace AudioRooms.Gateway.Media;

/// <summary>
/// A <c>ServerMessage</c> that is already bytes, shared by every connection it is written to. Counted: whoever holds it past the
/// call in which it was given retains it, and the last to release gives it back to its pool. Nobody writes to it after it is
/// filled.
/// </summary>
internal sealed class EncodedMessage
{
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
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, Length);

    /// <inheritdoc cref="Memory"/>
    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, Length);

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
        return storage.AsSpan(0, length);
    }

    internal byte[] Detach()
    {
        var storage = buffer;
        buffer = [];
        Length = 0;
        return storage;
    }
}
