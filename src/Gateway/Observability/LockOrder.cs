using System.Diagnostics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// The order in which the gateway's locks are taken. A thread that holds a lock may take those that stand after it here, and none
/// that stands before it or beside it: two threads that take two locks in opposite orders wait for each other for ever.
/// </summary>
internal enum LockRank
{
    /// <summary>The rooms of this gateway (<c>GatewayRooms</c>): the beat asks each room for what is due.</summary>
    Rooms = 1,

    /// <summary>One room here (<c>GatewayRoom</c>): its devices, its news. It calls the devices.</summary>
    Room,

    /// <summary>What one device hears, and at which pace (<c>Hearing</c>).</summary>
    Hearing,

    /// <summary>The mixes of a room (<c>RoomMix</c>), whose packets go into their fan-outs.</summary>
    Mix,

    /// <summary>The packet log and the groups of one fan-out (<c>RoomFanOut</c>), which lets groups wait in the wheel.</summary>
    FanOut,

    /// <summary>The wheel of all fan-outs (<c>FanOutWheel</c>).</summary>
    Wheel,

    /// <summary>One device's way out (<c>Outbox</c>). Nothing that it calls may ask a room, a hearing or a fan-out.</summary>
    Outbox,

    /// <summary>Locks that guard a few fields and call nothing: the speaking gate, counts, tokens, pools.</summary>
    Leaf,
}

/// <summary>
/// The ranked locks that one thread holds, in debug builds: the order is checked where a lock is taken, whether or not two
/// threads happen to meet there. Not thread-safe; each thread has its own.
/// </summary>
internal sealed class LockOrder
{
    [ThreadStatic]
    private static LockOrder? ofThread;

    private readonly List<(LockRank Rank, Lock Gate)> held = [];

    /// <summary>The current thread is about to take a lock.</summary>
    /// <exception cref="InvalidOperationException">The thread holds a lock that comes after it.</exception>
    [Conditional("DEBUG")]
    public static void Enter(LockRank rank, Lock gate) => (ofThread ??= new LockOrder()).Take(rank, gate);

    /// <summary>The current thread gives a lock back.</summary>
    [Conditional("DEBUG")]
    public static void Exit(Lock gate) => ofThread!.Release(gate);

    /// <inheritdoc cref="Enter"/>
    internal void Take(LockRank rank, Lock gate)
    {
        var isHeld = false;
        var last = default(LockRank);
        foreach (var (heldRank, heldGate) in held)
        {
            isHeld |= AreSame(heldGate, gate);
            last = heldRank > last ? heldRank : last;
        }

        // A lock that the thread holds already can be taken again at any time.
        if (!isHeld && rank <= last)
        {
            throw new InvalidOperationException(
                $"A lock of rank {rank} is taken while one of rank {last} is held; the order is that of {nameof(LockRank)}.");
        }

        held.Add((rank, gate));
    }

    /// <inheritdoc cref="Exit"/>
    internal void Release(Lock gate) => held.RemoveAt(held.FindLastIndex(entry => AreSame(entry.Gate, gate)));

#pragma warning disable CS9216 // Compared and not locked.
    private static bool AreSame(Lock one, Lock other) => ReferenceEquals(one, other);
#pragma warning restore CS9216
}
