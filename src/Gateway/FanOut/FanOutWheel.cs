using AudioRooms.Contracts;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// One timer for all rooms of the process. A timer for each room would wake a thread thousands of times a second, and rooms
/// without sound would cost as much as rooms with sound. The wheel has slots of 5 ms, each with a list of groups to serve, and it
/// sleeps until the first group is due: a silent room costs nothing, a room of the broadcast class little. Every write to a
/// listener starts on the thread that turns the wheel, one at a time.
/// </summary>
internal sealed partial class FanOutWheel : IDisposable
{
    /// <summary>The finest step: how long an interactive listener's packet may wait for another speaker's packet.</summary>
    public static readonly TimeSpan SlotLength = TimeSpan.FromMilliseconds(5);

    private const long SlotMicros = 5_000;

    /// <summary>Slots of the wheel: the longest tick, 1 s, is 200 slots, rounded up to a power of two.</summary>
    private const int Slots = 256;

    /// <summary>20 ms until the rest of a cut bundle: the first part has left the process by then.</summary>
    private const int RestAfterSlots = 4;

    private readonly RankedLock gate = new(LockRank.Wheel);
    private readonly MediaClock clock;
    private readonly GatewayMetrics metrics;
    private readonly ILogger<FanOutWheel> logger;
    private readonly int economySlots;
    private readonly int broadcastSlots;
    private readonly List<FanOutGroup>[] slots = new List<FanOutGroup>[Slots];
    private readonly AutoResetEvent awake = new(initialState: false);
    private List<FanOutGroup> due = [];
    private List<(FanOutGroup Group, long SinceMicros)> dueNow = [];
    private List<(FanOutGroup Group, long SinceMicros)> serving = [];
    private long turnedTo;
    private int waiting;

    // The slot at which the thread wakes: the lowest number during a turn, the highest while no group waits.
    private long wakesAt = long.MaxValue;

    public FanOutWheel(
        [ProductClock] TimeProvider time,
        FanOutOptions options,
        ProcessLoad load,
        GatewayMetrics metrics,
        ILogger<FanOutWheel> logger)
    {
        this.logger = logger;
        clock = new MediaClock(time);
        this.metrics = metrics;
        economySlots = SlotsIn(options.EconomyTick);
        broadcastSlots = SlotsIn(options.BroadcastTick);
        Audience = new AudiencePace(options, load, clock.NowMicros);
        metrics.AudienceTick = () => Audience.PeriodSlots * SlotLength;
        metrics.IsFull = () => Audience.IsFull(NowMicros);
        for (var slot = 0; slot < Slots; slot++)
        {
            slots[slot] = [];
        }
    }

    /// <summary>The media path's clock.</summary>
    public long NowMicros => clock.NowMicros;

    /// <summary>The audience's tick, the same in all rooms.</summary>
    public AudiencePace Audience { get; }

    /// <summary>
    /// Set when a group waits for an earlier moment than all others: the thread then reads <see cref="NextDueMicros"/> again.
    /// </summary>
    public AutoResetEvent Awake => awake;

    /// <summary>
    /// Called when a group is due at once and only needs a turn. From any thread, under the locks of the caller: it must not
    /// block.
    /// </summary>
    public Action? TurnIsDue { get; set; }

    /// <summary>
    /// The earliest moment for which a group waits, in microseconds of the wheel's clock: the highest number if no group waits,
    /// the lowest during a turn.
    /// </summary>
    public long NextDueMicros => Volatile.Read(ref wakesAt) switch
    {
        long.MaxValue => long.MaxValue,
        long.MinValue => long.MinValue,
        var slot => slot * SlotMicros,
    };

    /// <summary>True if no group waits.</summary>
    public bool IsAsleep
    {
        get
        {
            using (gate.EnterScope())
            {
                return waiting == 0 && dueNow.Count == 0;
            }
        }
    }

    public void Dispose() => awake.Dispose();

    /// <summary>How many slots a tick has.</summary>
    public static int SlotsIn(TimeSpan tick) => (int)(tick / SlotLength);

    /// <summary>How long <paramref name="slots"/> slots take, in microseconds.</summary>
    public static long MicrosIn(int slots) => slots * SlotMicros;

    /// <summary>
    /// Makes a group wait for its next moment: the first slot after now that has the group's phase. An interactive group that was
    /// not served within the last slot waits for the next turn only, and the turn is asked for at once: with one speaker each
    /// packet goes out as it comes, without a sleep in between.
    /// </summary>
    public void Schedule(FanOutGroup group) => Schedule(group, isRest: false);

    /// <summary>Makes a group wait for 20 ms, because what is due did not fit into one bundle.</summary>
    public void ScheduleRest(FanOutGroup group) => Schedule(group, isRest: true);

    private void Schedule(FanOutGroup group, bool isRest)
    {
        bool isNow;
        var isEarlier = false;
        using (gate.EnterScope())
        {
            var nowMicros = NowMicros;
            isNow = !isRest && group.Latency == LatencyClass.Interactive && nowMicros - group.ServedAtMicros >= SlotMicros;
            if (isNow)
            {
                dueNow.Add((group, nowMicros));
            }
            else
            {
                isEarlier = Wait(group, nowMicros, isRest);
            }
        }

        if (isNow)
        {
            TurnIsDue?.Invoke();
        }
        else if (isEarlier)
        {
            awake.Set();
        }
    }

    // The caller holds the gate. True if the group waits for an earlier moment than all others.
    private bool Wait(FanOutGroup group, long nowMicros, bool isRest)
    {
        var current = Math.Max(nowMicros / SlotMicros, turnedTo);
        waiting++;
        if (wakesAt > turnedTo)
        {
            // The slots that passed while the wheel slept are empty: skip them.
            turnedTo = Math.Min(current, wakesAt - 1);
        }

        var period = PeriodOf(group.Latency);
        var sincePhase = (current - group.PhaseIn(period)) % period;
        var slot = isRest ? current + RestAfterSlots : current + period - (sincePhase < 0 ? sincePhase + period : sincePhase);
        slots[slot & (Slots - 1)].Add(group);
        if (slot >= wakesAt)
        {
            return false;
        }

        Volatile.Write(ref wakesAt, slot);
        return true;
    }

    /// <summary>Serves every group that is due. One thread at a time.</summary>
    public void Turn()
    {
        var nowMicros = NowMicros;
        var target = nowMicros / SlotMicros;
        using (gate.EnterScope())
        {
            Volatile.Write(ref wakesAt, long.MinValue);
            (dueNow, serving) = (serving, dueNow);
        }

        foreach (var (group, sinceMicros) in serving)
        {
            Observe(nowMicros, nowMicros - sinceMicros);
            Serve(group, sinceMicros);
        }

        serving.Clear();
        while (turnedTo < target)
        {
            List<FanOutGroup> groups;
            long dueMicros;
            using (gate.EnterScope())
            {
                if (waiting == 0)
                {
                    turnedTo = target;
                    break;
                }

                // A group waits at most 204 slots ahead, so a slot holds the groups of one moment. After a long stall some groups
                // are served early.
                turnedTo++;
                dueMicros = turnedTo * SlotMicros;
                ref var slot = ref slots[turnedTo & (Slots - 1)];
                groups = slot;
                slot = due;
                due = groups;
                waiting -= groups.Count;
            }

            if (groups.Count > 0)
            {
                Observe(nowMicros, nowMicros - dueMicros);
            }

            foreach (var group in groups)
            {
                Serve(group, dueMicros);
            }

            groups.Clear();
        }

        using (gate.EnterScope())
        {
            Volatile.Write(ref wakesAt, NextSlot());
        }
    }

    // A group waits less than one full turn of the wheel ahead, so the search ends.
    private long NextSlot()
    {
        if (waiting == 0)
        {
            return long.MaxValue;
        }

        var slot = turnedTo + 1;
        while (slots[slot & (Slots - 1)].Count == 0)
        {
            slot++;
        }

        return slot;
    }

    // The tick of a class in slots, now: the tick of the audience changes.
    private int PeriodOf(LatencyClass latency) => latency switch
    {
        LatencyClass.Interactive => 1,
        LatencyClass.Economy => economySlots,
        LatencyClass.Broadcast => broadcastSlots,
        LatencyClass.Audience or LatencyClass.Unspecified => Audience.PeriodSlots,
    };

    private void Observe(long nowMicros, long lateMicros)
    {
        metrics.TickLateness(lateMicros);
        Audience.Served(nowMicros, lateMicros);
    }

    private void Serve(FanOutGroup group, long dueMicros)
    {
        try
        {
            var nowMicros = NowMicros;
            group.ServedAtMicros = nowMicros;
            group.Room.Serve(group, nowMicros, Audience.IsBehind(nowMicros, nowMicros - dueMicros));
        }
        catch (Exception bug)
        {
            // The edge of the loop: an error in one group must not silence every room of the process.
            LogServeFailed(bug, group.Latency);
        }
    }
}
