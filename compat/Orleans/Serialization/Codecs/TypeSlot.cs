namespace Orleans.StandIn.Serialization;

/// <summary>Numbers types in the order of their first use, so that a provider finds their codecs by index.</summary>
internal static class TypeSlot
{
    private static int s_count;

    public static int Next() => Interlocked.Increment(ref s_count) - 1;
}

/// <summary>The number of <typeparamref name="T"/>.</summary>
internal static class TypeSlot<T>
{
    public static readonly int Index = TypeSlot.Next();
}

/// <summary>One object per type number; reads take no lock.</summary>
internal sealed class SlotTable
{
    private readonly Lock _lock = new();
    private object?[] _slots = new object?[64];

    public object? this[int index]
    {
        get
        {
            var slots = Volatile.Read(ref _slots);
            return (uint)index < (uint)slots.Length ? slots[index] : null;
        }

        set
        {
            lock (_lock)
            {
                if (index >= _slots.Length)
                {
                    var larger = new object?[Math.Max(index + 1, _slots.Length * 2)];
                    _slots.CopyTo(larger, 0);
                    Volatile.Write(ref _slots, larger);
                }

                Volatile.Write(ref _slots[index], value);
            }
        }
    }
}
