using System.Buffers;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>
/// A pool that reveals code which reads a buffer too late: a returned buffer is overwritten at once and lent again first.
/// Thread-safe.
/// </summary>
internal sealed class OverwritingPool : ArrayPool<byte>
{
    /// <summary>A byte that no message of these tests contains.</summary>
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
