using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Audio.Mixing;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Streams;

namespace AudioRooms.Grains.Media;

/// <summary>Hears the room's stage as a listener grain does, mixes the voices, and sends the mixes to its consumers. Its clock
/// runs only while there is sound: the first packet starts it, and it stops when everybody is silent and the consumers have
/// received the silence.</summary>
[PreferLocalPlacement]
[SuppressMessage("Design", "CA1001", Justification = "Freed in OnDeactivateAsync, which is how a grain ends.")]
internal sealed partial class MixGrain(
    MediaMetrics metrics,
    IOptions<MixOptions> options,
    MixSlots slots,
    [ProductClock] TimeProvider time,
    ILogger<MixGrain> logger) : Grain, IMixGrain
{
    // Consumers call at least every 10 s. After three missed calls they count as gone.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromSeconds(10);

    // A system timer may fire slightly early. A shorter delay than this would make it spin.
    private static readonly TimeSpan TimerMin = TimeSpan.FromMilliseconds(1);

    private readonly MixConsumers consumers = new(Lease);
    private readonly RoomMixer mixer = new(new RoomMixerOptions());
    private readonly FrameClock clock = new();
    private readonly List<MixOutput> outputs = [];
    private ImmutableHashSet<uint> onAir = [];
    private bool hasSlot;
    private StageWatch stage = null!;
    private IGrainTimer? timer;
    private StreamSubscriptionHandle<StagePacket>? subscription;

    private IRoomGrain Room => GrainFactory.GetGrain<IRoomGrain>(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stage = new StageWatch(Room, StageLeaseHolders.Mix, OnHeardAsync, OnStageChanged, metrics, time, logger);
        timer = this.RegisterGrainTimer(
            TickAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        this.RegisterGrainTimer(
            ExpireConsumersAsync, new GrainTimerCreationOptions(ExpiryPeriod, ExpiryPeriod) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (hasSlot)
        {
            hasSlot = false;
            slots.Return();
            metrics.MixStopped();
        }

        clock.Stop();
        foreach (var output in outputs)
        {
            output.Dispose();
        }

        mixer.Dispose();
        if (subscription is not null)
        {
            await subscription.UnsubscribeAsync();
        }
    }

    public async Task<RoomReply<MixGrant>> OpenAsync(string consumerId, MixWish wish, IMixListener listener)
    {
        if (wish.IsNothing)
        {
            await CloseAsync(consumerId);
            return new MixGrant([]);
        }

        var room = await Room.GetAsync();
        if (!room.IsAccepted)
        {
            DeactivateIfUnused();
            return room.Rejection.Value;
        }

        if (room.Value.Card.Phase == RoomPhase.Ended)
        {
            await CloseAsync(consumerId);
            return RoomRejection.Ended;
        }

        if (!TryTakeSlot())
        {
            DeactivateIfUnused();
            return RoomRejection.MixesFull;
        }

        subscription ??= await this.GetStreamProvider(StageStreams.ProviderName)
            .GetStream<StagePacket>(StageStreams.For(new RoomId(this.GetPrimaryKeyString())))
            .SubscribeAsync((packet, _) => stage.TakeAsync(packet));
        consumers.Put(consumerId, wish, listener, stage.Elapsed);
        ArrangeOutputs();
        await stage.AdvanceAsync(room.Value.Stage);
        return new MixGrant(wish.Without.RemoveAll(source => outputs.Exists(output => output.Without == source)));
    }

    public Task CloseAsync(string consumerId)
    {
        consumers.Remove(consumerId);
        ArrangeOutputs();
        DeactivateIfUnused();
        return Task.CompletedTask;
    }

    public Task AdvanceAsync(StageView stage) => this.stage.AdvanceAsync(stage);

    private bool TryTakeSlot()
    {
        if (hasSlot)
        {
            return true;
        }

        hasSlot = slots.TryTake();
        if (hasSlot)
        {
            metrics.MixStarted();
        }
        else
        {
            metrics.MixRefused();
        }

        return hasSlot;
    }

    private Task OnHeardAsync(StagePacket packet, TimeSpan now)
    {
        if (mixer.Push(packet.Source, packet.Sequence, packet.Timestamp, packet.Opus, now))
        {
            metrics.Mixed();
            if (!clock.IsRunning)
            {
                clock.Start(now);
                SetTimer();
            }
        }
        else
        {
            metrics.DroppedMixFull();
        }

        return Task.CompletedTask;
    }

    private void OnStageChanged(StageView before)
    {
        onAir = [.. stage.Stage.Members.Where(member => !member.Muted).Select(member => member.Source)];
        mixer.RemoveUnless(onAir.Contains);
    }

    private Task TickAsync(CancellationToken cancellationToken)
    {
        if (!stage.MayJudge)
        {
            // What was heard before this process was stopped may be of somebody who has left the stage since.
            mixer.RemoveUnless(static _ => false);
        }

        while (clock.TryTake(stage.Elapsed, out var frame))
        {
            mixer.Mix(FrameClock.TimeOf(frame));
            var isQuiet = mixer.IsQuiet;
            foreach (var output in outputs)
            {
                if (output.Encode(mixer, frame) is { } packet)
                {
                    metrics.MixSent();
                    consumers.Send(output.Without, packet);
                }

                isQuiet &= output.IsQuiet;
            }

            if (isQuiet)
            {
                clock.Stop();
                return Task.CompletedTask;
            }
        }

        SetTimer();
        return Task.CompletedTask;
    }

    private void SetTimer()
    {
        var wait = clock.UntilNext(stage.Elapsed);
        timer?.Change(wait < TimerMin ? TimerMin : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Creates one encoder for the whole mix if it is wanted, and one for each mix-minus up to the bound.</summary>
    private void ArrangeOutputs()
    {
        outputs.RemoveAll(output =>
        {
            var isWanted = output.Without == MixPackets.Source
                ? consumers.IsWholeWanted
                : consumers.Without.Contains(output.Without);
            if (!isWanted)
            {
                output.Dispose();
            }

            return !isWanted;
        });
        if (consumers.IsWholeWanted)
        {
            Add(MixPackets.Source);
        }

        foreach (var source in consumers.Without)
        {
            if (outputs.Count(output => output.Without != MixPackets.Source) < options.Value.MixMinusMax)
            {
                Add(source);
            }
        }
    }

    private void Add(uint without)
    {
        if (!outputs.Exists(output => output.Without == without))
        {
            outputs.Add(new MixOutput(without, time.GetUtcNow().UtcTicks));
        }
    }

    private Task ExpireConsumersAsync(CancellationToken cancellationToken)
    {
        if (consumers.Expire(stage.Elapsed) is > 0 and var expired)
        {
            LogExpired(this.GetPrimaryKeyString(), expired, Lease.TotalSeconds);
            ArrangeOutputs();
        }

        DeactivateIfUnused();
        return Task.CompletedTask;
    }

    private void DeactivateIfUnused()
    {
        if (consumers.Count == 0)
        {
            DeactivateOnIdle();
        }
    }

    [LoggerMessage(
        LogLevel.Information, "The mix of room {RoomId}: {Count} consumers have not renewed their request for {Seconds} s.")]
    private partial void LogExpired(string roomId, int count, double seconds);
}
