using System.Buffers;

namespace Grpc.StandIn;

/// <summary>
/// A growing pooled buffer for one message at a time. It is kept for the call and shrinks back after a large message, so that
/// a single one does not stay in memory for the life of a stream.
/// </summary>
internal sealed class MessageBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SizeInitial = 1024;
    private const int SizeKeptMax = 64 * 1024;

    private byte[] array = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => array.AsMemory(0, Length);

    public Span<byte> WrittenSpan => array.AsSpan(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, array.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return array.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Makes room for <paramref name="size"/> more bytes.</summary>
    public void Reserve(int size)
    {
        size = Math.Max(size, 1);
        if (array.Length - Length >= size)
        {
            return;
        }

        var wanted = Math.Max(checked(Length + size), Math.Max((int)Math.Min(2L * array.Length, Array.MaxLength), SizeInitial));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        WrittenSpan.CopyTo(larger);
        Return();
        array = larger;
    }

    /// <summary>Drops the first <paramref name="count"/> bytes and moves the rest to the front.</summary>
    public void Consume(int count)
    {
        var rest = array.AsSpan(count, Length - count);
        rest.CopyTo(array);
        Length = rest.Length;
    }

    public void Clear()
    {
        Length = 0;
        if (array.Length > SizeKeptMax)
        {
            Return();
            array = [];
        }
    }

    public void Dispose()
    {
        Return();
        array = [];
        Length = 0;
    }

    private void Return()
    {
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
