using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Step 6 of a packet's way: the gateway writes one bundle per tick to each listener. Encoding and queueing each packet for each
/// listener would cost listeners × speakers, and one slow listener would delay the rest. Here a packet is encoded once, when it
/// arrives. A bundle is a copy of such bytes, made once for each group of listeners, so each listener costs one write. The
/// fan-out never waits for a listener: one that cannot take a bundle now keeps its cursor and is served alone until it is in step
/// again. Packets and members come from any thread; the wheel's thread serves.
/// </summary>
internal sealed class RoomFanOut
{
    /// <summary>
    /// Slots between the phases of a class: 10 ms, so that the writes of a large room spread over its whole tick.
    /// </summary>
    private const int PhaseSpacingSlots = 2;

    /// <summary>
    /// Slots between the phases of the broadcast class: 40 ms. Of a thousand listeners forty are written to at once, which costs
    /// less than ten at a time. Of ten thousand, four hundred still free the core for others within 10 ms.
    /// </summary>
    private const int BroadcastSpacingSlots = 8;

    /// <summary>
    /// Longest bundle for a group, in bytes; the rest follows a moment later. It is below the longest message that clients accept
    /// on this call. A second of ten people is 35 KB.
    /// </summary>
    private const int BundleBytesMax = 56 * 1_024;

    /// <summary>
    /// How much longer than the promised replay the log keeps packets. A promise that was made in the last moment is kept a tick
    /// later, when others have spoken meanwhile. Twice the longest usual tick; a tick of the broadcast class is added to it.
    /// </summary>
    private static readonly TimeSpan KeptBeyondReplay = TimeSpan.FromMilliseconds(320);

    private readonly RankedLock gate = new(LockRank.FanOut);
    private readonly FanOutWheel wheel;
    private readonly EncodedMessagePool pool;
    private readonly GatewayMetrics metrics;
    private readonly FanOutOptions options;
    private readonly PacketLog log;
    private readonly CatchUpBundles catchUp;
    private readonly FanOutGroup?[] interactive = new FanOutGroup?[1];
    private readonly FanOutGroup?[] audience;
    private readonly FanOutGroup?[] economy;
    private readonly FanOutGroup?[] broadcast;

    public RoomFanOut(
        FanOutWheel wheel, EncodedMessagePool pool, GatewayMetrics metrics, FanOutOptions options, long firstPosition = 0)
    {
        this.wheel = wheel;
        this.pool = pool;
        this.metrics = metrics;
        this.options = options;
        log = new PacketLog(options.ReplayOf(LatencyClass.Broadcast) + options.BroadcastTick + KeptBeyondReplay, firstPosition);
        catchUp = new CatchUpBundles(log, pool);
        audience = new FanOutGroup?[FanOutWheel.SlotsIn(options.AudienceTick) / PhaseSpacingSlots];
        economy = new FanOutGroup?[FanOutWheel.SlotsIn(options.EconomyTick) / PhaseSpacingSlots];
        broadcast = new FanOutGroup?[Math.Max(1, FanOutWheel.SlotsIn(options.BroadcastTick) / BroadcastSpacingSlots)];
    }

    /// <summary>Position that the room's next packet will get.</summary>
    public long End
    {
        get
        {
            using (gate.EnterScope())
            {
                return log.End;
            }
        }
    }

    /// <summary>Step 6a: adds a packet for all listeners to the log and schedules the groups that have listeners.</summary>
    public void Append(StagePacket packet)
    {
        using (gate.EnterScope())
        {
            log.Append(packet, wheel.NowMicros);
            Schedule(interactive);
            Schedule(audience);
            Schedule(economy);
            Schedule(broadcast);
        }
    }

    /// <summary>
    /// Where a listener begins: at the position asked for if the packets after it are young enough for a replay, else at the
    /// newest position.
    /// </summary>
    /// <param name="asked">Position after the last packet that the device received; null on a first visit.</param>
    /// <param name="latency">The listener's class.</param>
    /// <param name="isResumed">True if every packet from <paramref name="asked"/> on will follow.</param>
    public long Begin(ulong? asked, LatencyClass latency, out bool isResumed)
    {
        using (gate.EnterScope())
        {
            var oldest = log.FirstSince(wheel.NowMicros - (long)options.ReplayOf(latency).TotalMicroseconds);
            isResumed = asked is { } position && position >= (ulong)oldest && position <= (ulong)log.End;
            if (isResumed)
            {
                return (long)asked!.Value;
            }

            // The device was away for too long: the replay that is left is better than none. A position beyond the end comes from
            // an earlier gateway room of the same room.
            return asked < (ulong)oldest ? oldest : log.End;
        }
    }

    /// <summary>Starts to serve a listener.</summary>
    public void Add(FanOutListener listener, LatencyClass latency)
    {
        listener.Begin(latency);
        using (gate.EnterScope())
        {
            Place(listener, latency);
        }

        metrics.ListenerAdded(latency, listener.Outbox.Transport);
    }

    /// <summary>
    /// Serves a listener in another class from now on. The cursor stays, so that no packet is repeated or lost.
    /// </summary>
    public void Move(FanOutListener listener, LatencyClass latency)
    {
        LatencyClass before;
        using (gate.EnterScope())
        {
            if (listener.Group is null || listener.Latency == latency)
            {
                return;
            }

            before = listener.Latency;
            listener.Group.Remove(listener);
            Place(listener, latency);
        }

        metrics.ListenerRemoved(before, listener.Outbox.Transport);
        metrics.ListenerAdded(latency, listener.Outbox.Transport);
    }

    /// <summary>Stops serving a listener. A write that has begun completes.</summary>
    public void Remove(FanOutListener listener)
    {
        using (gate.EnterScope())
        {
            if (listener.Group is null)
            {
                return;
            }

            listener.Group.Remove(listener);
            listener.Group = null;
        }

        metrics.ListenerRemoved(listener.Latency, listener.Outbox.Transport);
    }

    /// <summary>
    /// Step 6b, in a turn of the wheel: writes one bundle to all members in step, and one bundle to each of the others.
    /// </summary>
    /// <param name="group">The group that is due.</param>
    /// <param name="nowMicros">The time of the media path's clock.</param>
    /// <param name="isServerBehind">True if the server is to blame for missing acknowledgements.</param>
    internal void Serve(FanOutGroup group, long nowMicros, bool isServerBehind)
    {
        FanOutListener[] members;
        EncodedMessage? shared = null;
        long from;
        long end;
        using (gate.EnterScope())
        {
            group.IsScheduled = false;
            members = group.Members;
            end = log.End;
            from = Math.Max(group.Cursor, log.FreshStart(nowMicros));
            if (from < end && members.Length > 0)
            {
                end = log.EndThatFits(from, end, BundleBytesMax);
                shared = BundleWriter.Write(log, from, end, pool);
            }

            group.Cursor = end;
            if (end < log.End)
            {
                group.IsScheduled = true;
                wheel.ScheduleRest(group);
            }
        }

        var inStep = 0;
        var isAnyBehind = false;
        foreach (var listener in members)
        {
            if (listener.Cursor >= end || !listener.Refresh(nowMicros))
            {
                continue;
            }

            metrics.Samples.AckAge(listener.AckAgeMicros(nowMicros));
            if (shared is not null && listener.IsInStep(from, nowMicros))
            {
                var outcome = metrics.Samples.TryWriteMedia(listener.Outbox, shared);
                if (outcome == MediaWrite.Accepted)
                {
                    listener.MoveTo(end, end, nowMicros);
                    inStep++;
                }
                else if (outcome == MediaWrite.Busy)
                {
                    listener.NoteTrouble(nowMicros);
                    metrics.MediaHeld(HeldBy.Transport);
                    isAnyBehind = true;
                }
            }
            else
            {
                isAnyBehind |= !ServeAlone(listener, end, nowMicros, isServerBehind);
            }
        }

        metrics.BundlesSent(group.Latency, inStep, inStep * (end - from), inStep * (shared?.Length ?? 0L));
        catchUp.Release();
        shared?.Release();
        if (isAnyBehind)
        {
            // No further packet may come for a while. Scheduling the group makes sure that listeners behind get theirs or are
            // given up.
            using (gate.EnterScope())
            {
                Schedule(group);
            }
        }
    }

    /// <returns>False if the listener is still behind and should be tried again.</returns>
    private bool ServeAlone(FanOutListener listener, long end, long nowMicros, bool isServerBehind)
    {
        while (listener.Cursor < end)
        {
            var budgetMicros = listener.BudgetMicros(nowMicros);
            if (budgetMicros <= 0)
            {
                if (!isServerBehind)
                {
                    listener.NoteTrouble(nowMicros);
                }

                metrics.MediaHeld(HeldBy.AckWindow);
                return false;
            }

            CatchUpBundle bundle;
            using (gate.EnterScope())
            {
                DropTooOld(listener, budgetMicros, nowMicros, isServerBehind);
                if (listener.Cursor >= end)
                {
                    break;
                }

                bundle = listener.IsLoudestOnly(nowMicros)
                    ? catchUp.OfLoudest(listener.Cursor, end, nowMicros)
                    : catchUp.OfAll(listener.Cursor, end);
            }

            if (bundle.Message is not null)
            {
                var outcome = metrics.Samples.TryWriteMedia(listener.Outbox, bundle.Message);
                if (outcome != MediaWrite.Accepted)
                {
                    listener.NoteTrouble(nowMicros);
                    metrics.MediaHeld(HeldBy.Transport);
                    return outcome == MediaWrite.Closed;
                }

                metrics.BundlesSent(listener.Latency, 1, bundle.Packets, bundle.Message.Length);
            }

            metrics.MediaDropped(DroppedFor.LoudestOnly, bundle.End - listener.Cursor - bundle.Packets);
            listener.MoveTo(bundle.End, bundle.SentTo, nowMicros);
        }

        listener.NoteCaughtUp();
        return true;
    }

    private void DropTooOld(FanOutListener listener, long budgetMicros, long nowMicros, bool isServerBehind)
    {
        var oldest = budgetMicros == long.MaxValue ? log.FreshStart(nowMicros) : log.FirstSince(nowMicros - budgetMicros);
        if (listener.Cursor < oldest)
        {
            metrics.MediaDropped(DroppedFor.Age, oldest - listener.Cursor);
            listener.SkipTo(oldest);
            if (!isServerBehind)
            {
                listener.NoteTrouble(nowMicros);
            }
        }
    }

    private void Place(FanOutListener listener, LatencyClass latency)
    {
        var group = latency == LatencyClass.Broadcast && listener.Cursor < log.End ? NextGroup() : SmallestGroup(latency);
        group.Add(listener);
        listener.Group = group;
        listener.Latency = latency;
        if (listener.Cursor < log.End)
        {
            Schedule(group);
        }
    }

    // Sound already waits for this listener. If each change into the class began with a wait of up to a second, the sound would
    // leave the log before it is sent.
    private FanOutGroup NextGroup()
    {
        var period = FanOutWheel.SlotsIn(options.BroadcastTick);
        var slot = wheel.NowMicros / FanOutWheel.MicrosIn(1) % period;
        return GroupAt(broadcast, LatencyClass.Broadcast, (int)((slot * broadcast.Length / period) + 1) % broadcast.Length);
    }

    private FanOutGroup GroupAt(FanOutGroup?[] groups, LatencyClass latency, int phase) =>
        groups[phase] ??= new FanOutGroup(this, latency, phase, groups.Length) { Cursor = log.End };

    private FanOutGroup SmallestGroup(LatencyClass latency)
    {
        var groups = latency switch
        {
            LatencyClass.Interactive => interactive,
            LatencyClass.Economy => economy,
            LatencyClass.Broadcast => broadcast,
            LatencyClass.Audience or LatencyClass.Unspecified => audience,
        };
        var smallest = -1;
        for (var phase = 0; phase < groups.Length; phase++)
        {
            var group = GroupAt(groups, latency, phase);
            if (smallest < 0 || group.Members.Length < groups[smallest]!.Members.Length)
            {
                smallest = phase;
            }
        }

        return groups[smallest]!;
    }

    private void Schedule(FanOutGroup?[] groups)
    {
        foreach (var group in groups)
        {
            if (group is { IsScheduled: false, Members.Length: > 0 })
            {
                Schedule(group);
            }
        }
    }

    private void Schedule(FanOutGroup group)
    {
        if (!group.IsScheduled)
        {
            group.IsScheduled = true;
            wheel.Schedule(group);
        }
    }
}
