using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Listeners of one room who get the same bundles at the same moments: one latency class, one phase of its tick. Members in step
/// share one serialised bundle. The room's gate guards the group.
/// </summary>
internal sealed class FanOutGroup(RoomFanOut room, LatencyClass latency, int phase, int phases)
{
    private long servedAtMicros = long.MinValue / 2;

    public RoomFanOut Room { get; } = room;

    public LatencyClass Latency { get; } = latency;

    /// <summary>
    /// The slot of this group in a tick of <paramref name="period"/> slots: a room's groups are spread over the whole tick.
    /// </summary>
    public int PhaseIn(int period) => phase * period / phases;

    /// <summary>Position after the last packet of the group's last bundle.</summary>
    public long Cursor { get; set; }

    /// <summary>Time of the last serving, by the wheel's clock; far in the past at first.</summary>
    public long ServedAtMicros
    {
        get => Volatile.Read(ref servedAtMicros);
        set => Volatile.Write(ref servedAtMicros, value);
    }

    /// <summary>True while the group waits in the wheel.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>
    /// The members. A change replaces the array, so that a turn writes to a fixed set without holding the gate.
    /// </summary>
    public FanOutListener[] Members { get; private set; } = [];

    public void Add(FanOutListener listener) => Members = [.. Members, listener];

    public void Remove(FanOutListener listener)
    {
        var index = Array.IndexOf(Members, listener);
        if (index >= 0)
        {
            Members = [.. Members.AsSpan(0, index), .. Members.AsSpan(index + 1)];
        }
    }
}
