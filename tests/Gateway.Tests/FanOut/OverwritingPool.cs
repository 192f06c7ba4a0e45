using System.Buffers;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>
/// A pool under which a reader who comes too late is found out: what comes back is overwritten at once,
/// and lent again first. Thread-safe.
/// </summary>
internal sealed class OverwritingPool : ArrayPool<byte>
{
    /// <summary>No byte of a message of these tests.</summary>
    public const byte Overwritten = 0xEE;

    private readonly Lock gate = new();
    private readonly Stack<byte[]> returned = new();

    public override byte[] Rent(int minimumLength)
    {
        lock (gate)
        {
            if (returned.TryPeek(out var last) && last.Length >= minimumLength)
            {
                return returned.Pop();
            }
        }

        return new byte[minimumLength];
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        array.AsSpan().Fill(Overwritten);
        lock (gate)
        {
            returned.Push(array);
        }
    }
}
