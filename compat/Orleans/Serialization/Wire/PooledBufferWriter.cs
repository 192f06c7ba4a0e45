using System.Buffers;

namespace Orleans.StandIn.Serialization;

/// <summary>A growing buffer from the shared array pool; one per thread, used again.</summary>
internal sealed class PooledBufferWriter : IBufferWriter<byte>
{
    private const int InitialSize = 1024;

    /// <summary>A buffer that one large message made bigger than this goes back to the pool: 1 MB.</summary>
    private const int RetainedSize = 1024 * 1024;

    [ThreadStatic]
    private static PooledBufferWriter? s_spare;

    private byte[] _buffer = [];
    private int _written;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _written);

    public static PooledBufferWriter Rent()
    {
        var writer = s_spare ?? new PooledBufferWriter();
        s_spare = null;
        return writer;
    }

    public void Return()
    {
        _written = 0;
        if (_buffer.Length > RetainedSize)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        s_spare = this;
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsSpan(_written);
    }

    private void EnsureRoom(int sizeHint)
    {
        if (_buffer.Length - _written >= Math.Max(sizeHint, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, checked(_written + Math.Max(sizeHint, _written))));
        Written.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
