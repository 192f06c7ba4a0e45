using System.Buffers;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A pool of Kestrel's 4 KB blocks that lends the block given back last, because it is still in the processor's cache. The
/// server's own pool is a queue, so each write to one of many connections would start with the block that has been idle longest
/// (ADR 16). Thread-safe.
/// </summary>
internal sealed class WarmMemoryPool : MemoryPool<byte>
{
    /// <summary>Size of a block in bytes: what Kestrel writes at once, and the size in its own pool.</summary>
    public const int BlockBytes = 4_096;

    /// <summary>
    /// Most idle blocks kept: 64 MB, enough for bundles of two blocks on 8,000 connections at once. The garbage collector takes
    /// the blocks above it.
    /// </summary>
    public const int KeptMax = 16_384;

    private const int InitialKept = 256;

    private readonly Lock gate = new();
    private Block[] kept = new Block[InitialKept];
    private int count;
    private bool isDisposed;

    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The caller asked for more than one block.</exception>
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
            // Connections that end later find the pool disposed, and their blocks go to the garbage collector.
            isDisposed = true;
            Array.Clear(kept, 0, count);
            count = 0;
        }
    }

    private void Return(Block block)
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

    // A block is pinned for good, because sockets read and write it in place.
    private sealed class Block(WarmMemoryPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public Memory<byte> Memory => bytes;

        public void Dispose() => pool.Return(this);
    }
}
