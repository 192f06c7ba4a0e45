using System.Buffers;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Kestrel's blocks of 4 KB, the one given back last lent first: it is still in the processor's cache. The server's own pool is a
/// queue, so that each write to one of many connections begins with a block that has been idle longest (ADR 16). Thread-safe.
/// </summary>
internal sealed class WarmMemoryPool : MemoryPool<byte>
{
    /// <summary>What Kestrel writes at once; its own pool's size.</summary>
    public const int BlockBytes = 4_096;

    /// <summary>
    /// Blocks kept for the next: 64 MB, a bundle in two blocks for 8,000 connections at once. What comes back beyond it is the
    /// garbage collector's.
    /// </summary>
    public const int KeptMax = 16_384;

    private const int InitialKept = 256;

    private readonly Lock gate = new();
    private Block[] kept = new Block[InitialKept];
    private int count;
    private bool isDisposed;

    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">More than a block was asked for.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (count > 0)
            {
                return kept[--count];
            }
        }

        return new Block(this);
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            // Connections that still end give back to nobody.
            isDisposed = true;
            Array.Clear(kept, 0, count);
            count = 0;
        }
    }

    private void GiveBack(Block block)
    {
        lock (gate)
        {
            if (count == KeptMax || isDisposed)
            {
                return;
            }

            if (count == kept.Length)
            {
                Array.Resize(ref kept, count * 2);
            }

            kept[count++] = block;
        }
    }

    // Pinned for good: sockets read and write it in place.
    private sealed class Block(WarmMemoryPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public Memory<byte> Memory => bytes;

        public void Dispose() => pool.GiveBack(this);
    }
}
