using System.Diagnostics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// The order in which the gateway's locks are taken. Two threads that take two locks in opposite orders wait for each other for
/// ever. So a thread that holds a lock may take locks that stand after it here, and none that stands before or beside it.
/// </summary>
internal enum LockRank
{
    /// <summary>The rooms of this gateway (<c>GatewayRooms</c>). The heartbeat calls each room under this lock.</summary>
    Rooms = 1,

    /// <summary>One room at this gateway (<c>GatewayRoom</c>): its devices and news. It calls the devices.</summary>
    Room,

    /// <summary>What one device hears, and in which class (<c>Hearing</c>).</summary>
    Hearing,

    /// <summary>The mixes of a room (<c>RoomMix</c>). Their packets go into their fan-outs.</summary>
    Mix,

    /// <summary>The packet log and groups of one fan-out (<c>RoomFanOut</c>). It schedules groups in the wheel.</summary>
    FanOut,

    /// <summary>The wheel of all fan-outs (<c>FanOutWheel</c>).</summary>
    Wheel,

    /// <summary>One device's output (<c>Outbox</c>). Code that it calls must not call a room, a hearing or a fan-out.</summary>
    Outbox,

    /// <summary>Locks that guard a few fields and call nothing: speaking gate, counts, tokens, pools.</summary>
    Leaf,
}

/// <summary>
/// The ranked locks that one thread holds, in debug builds. The order is checked whenever a lock is taken, so a fault shows even
/// if no two threads meet there. Each thread has its own; not thread-safe.
/// </summary>
internal sealed class LockOrder
{
    [ThreadStatic]
    private static LockOrder? ofThread;

    private readonly List<(LockRank Rank, Lock Gate)> held = [];

    /// <summary>Notes that the current thread is about to take a lock.</summary>
    /// <exception cref="InvalidOperationException">The thread holds a lock that must be taken later.</exception>
    [Conditional("DEBUG")]
    public static void Enter(LockRank rank, Lock gate) => (ofThread ??= new LockOrder()).Take(rank, gate);

    /// <summary>Notes that the current thread releases a lock.</summary>
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

        // A lock that the thread already holds may be taken again at any time.
        if (!isHeld && rank <= last)
        {
            throw new InvalidOperationException(
                $"A lock of rank {rank} is taken while a lock of rank {last} is held; {nameof(LockRank)} gives the order.");
        }

        held.Add((rank, gate));
    }

    /// <inheritdoc cref="Exit"/>
    internal void Release(Lock gate) => held.RemoveAt(held.FindLastIndex(entry => AreSame(entry.Gate, gate)));

#pragma warning disable CS9216 // Compared and not locked.
    private static bool AreSame(Lock one, Lock other) => ReferenceEquals(one, other);
#pragma warning restore CS9216
}
