namespace AudioRooms.Streaming;

/// <summary>
/// Puts one publisher's numbered items back in order. One-way messages between processes overtake each other (under load whole
/// batches arrive reversed), and nothing says whether a missing one is late or lost. Without this buffer a voice's packets would
/// reach the jitter buffer out of order and be counted as lost; with an unbounded wait one lost packet would silence the voice.
/// <para>An item whose turn it is passes at once. An item that overtook others is held until they are here, but never longer than
/// the wait. Then the missing ones are given up, and dropped if they come after all. No number is released twice.</para>
/// <para>If a publisher was publishing before this process listened, its first number is not known. The items that come first are
/// then held for one wait, as behind a gap, but nothing counts as given up.</para>
/// <para>It has no clock and no lock; the caller supplies both. It holds at most <c>capacity</c> items; the array for them is
/// made when the first item has to be held.</para>
/// </summary>
/// <param name="capacity">How far an item may be ahead of the number that is due, in items.</param>
/// <param name="wait">The longest time that an item is held, in the unit of the caller's <c>now</c>.</param>
/// <param name="sink">Gets the items in order, and the numbers that were given up.</param>
internal sealed class ReorderBuffer<T>(int capacity, long wait, IReorderSink<T> sink)
    where T : class
{
    /// <summary>The number of a publisher's first item.</summary>
    internal const long First = 1;

    /// <summary>The due time while no item is held.</summary>
    internal const long NotDue = long.MaxValue;

    /// <summary>For this many past numbers the buffer knows whether they were released or given up.</summary>
    internal const int Remembered = 256;

    private const int BitsPerWord = 64;
    private const long Unknown = 0;

    /// <summary>One bit per remembered number, set if the number was never released.</summary>
    private readonly ulong[] missing = [ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];

    private Held[]? held;
    private int heldCount;
    private long oldestArrival = NotDue;
    private long next = Unknown;
    private bool isStarting;

    /// <summary>When <see cref="Expire"/> is due; <see cref="NotDue"/> while no item is held.</summary>
    internal long DueAt => heldCount == 0 ? NotDue : oldestArrival + wait;

    internal int HeldCount => heldCount;

    /// <summary>Takes an item and releases the items whose turn has come.</summary>
    internal ReorderOutcome Add(long number, T item, long now)
    {
        if (next == Unknown)
        {
            isStarting = number > First;
            next = isStarting ? Math.Max(First, number - capacity + 1) : First;
        }

        if (number < next)
        {
            return Recall(number);
        }

        if (heldCount == 0 && number == next)
        {
            Release(item);
            return ReorderOutcome.InOrder;
        }

        if (number - next >= capacity)
        {
            Advance(number - capacity + 1, GiveUpReason.WindowFull);
            ReleaseRun();
        }

        held ??= new Held[capacity];
        ref Held slot = ref held[number % capacity];
        if (slot.Item is not null)
        {
            return ReorderOutcome.Duplicate;
        }

        slot = new Held(item, now);
        heldCount++;
        oldestArrival = Math.Min(oldestArrival, now);
        ReorderOutcome outcome = number == next ? ReorderOutcome.InOrder : ReorderOutcome.Held;
        ReleaseRun();
        Expire(now);
        return outcome;
    }

    /// <summary>Gives up the numbers for which items have waited for the longest time, and releases these items.</summary>
    internal void Expire(long now)
    {
        if (heldCount == 0 || now - oldestArrival < wait)
        {
            return;
        }

        long last = next;
        for (long number = next; number - next < capacity; number++)
        {
            ref Held slot = ref held![number % capacity];
            last = slot.Item is not null && now - slot.ArrivedAt >= wait ? number : last;
        }

        Advance(last + 1, GiveUpReason.Overdue);
        ReleaseRun();
    }

    /// <summary>Releases all items that are held, in order, before the buffer is dropped.</summary>
    internal void Flush()
    {
        if (heldCount > 0)
        {
            long last = next;
            for (long number = next; number - next < capacity; number++)
            {
                last = held![number % capacity].Item is not null ? number : last;
            }

            Advance(last + 1, GiveUpReason.PublisherForgotten);
        }
    }

    /// <summary>Advances to a number: releases the items held below it and gives up the numbers missing below it.</summary>
    private void Advance(long to, GiveUpReason reason)
    {
        long givenUp = 0;
        long windowEnd = next + Math.Min(to - next, capacity);
        while (next < windowEnd)
        {
            if (TryTake(out T? item))
            {
                Release(item);
            }
            else
            {
                givenUp += isStarting ? 0 : 1;
                missing[Word(next)] |= Bit(next);
                next++;
            }
        }

        if (next < to)
        {
            givenUp += isStarting ? 0 : to - next;
            for (long number = Math.Max(next, to - Remembered); number < to; number++)
            {
                missing[Word(number)] |= Bit(number);
            }

            next = to;
        }

        FindOldest();
        if (givenUp > 0)
        {
            sink.GaveUp(givenUp, reason);
        }
    }

    private void ReleaseRun()
    {
        bool any = false;
        while (heldCount > 0 && TryTake(out T? item))
        {
            Release(item);
            any = true;
        }

        if (any)
        {
            FindOldest();
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? item)
    {
        item = held?[next % capacity].Item;
        if (item is null)
        {
            return false;
        }

        held![next % capacity] = default;
        heldCount--;
        return true;
    }

    private void Release(T item)
    {
        missing[Word(next)] &= ~Bit(next);
        next++;
        isStarting = false;
        sink.Release(item);
    }

    /// <summary>Tells whether an item whose turn has passed was given up or has been here already.</summary>
    private ReorderOutcome Recall(long number)
    {
        if (number < First || next - number > Remembered)
        {
            return ReorderOutcome.Late;
        }

        bool wasMissing = (missing[Word(number)] & Bit(number)) != 0;
        missing[Word(number)] &= ~Bit(number);
        return wasMissing ? ReorderOutcome.Late : ReorderOutcome.Duplicate;
    }

    private void FindOldest()
    {
        oldestArrival = NotDue;
        if (heldCount > 0)
        {
            foreach (Held slot in held!)
            {
                oldestArrival = slot.Item is null ? oldestArrival : Math.Min(oldestArrival, slot.ArrivedAt);
            }
        }
    }

    private static int Word(long number) => (int)(number / BitsPerWord % (Remembered / BitsPerWord));

    private static ulong Bit(long number) => 1UL << (int)(number % BitsPerWord);

    private readonly record struct Held(T? Item, long ArrivedAt);
}

/// <summary>What happened to an item on its arrival.</summary>
internal enum ReorderOutcome
{
    /// <summary>Its turn had come: it was released at once.</summary>
    InOrder,

    /// <summary>It overtook others: it is held until they are here or the wait ends.</summary>
    Held,

    /// <summary>It came after it was given up, or its number is too old to be remembered: it was dropped.</summary>
    Late,

    /// <summary>The same number is held or was released before: the item was dropped.</summary>
    Duplicate,
}
