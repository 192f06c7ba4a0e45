using AudioRooms.Audio.Levels;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AudioRooms.Grains.Media;

/// <summary>One room's sound and news for the listeners of one gateway. A room may have listeners at many gateways, and each of
/// its packets must reach all of them. If the room or the speakers called every gateway or listener, their work would grow with
/// the audience. So one listener grain beside each gateway subscribes once to the room's live stream, and passes each packet on
/// once. It also enforces who may be heard: the stage as the room confirmed it, and the active speakers only. Without this check
/// a device that left the stage could still be heard.</summary>
[AtGatewayPlacement]
internal sealed partial class ListenerGrain(MediaMetrics metrics, [ProductClock] TimeProvider time, ILogger<ListenerGrain> logger)
    : Grain, IListenerGrain
{
    // A gateway opens again every 30 s. After three missed calls it counts as gone.
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromSeconds(30);

    private StageWatch stage = null!;
    private ActiveSpeakers<uint> active = new(new ActiveSpeakersOptions());
    private int activeLimit;
    private IGatewayRoom? gatewayRoom;
    private StreamSubscriptionHandle<StagePacket>? subscription;
    private StreamSubscriptionHandle<ReactionTally>? reactions;
    private StreamSubscriptionHandle<ArrivalNote>? arrivals;
    private StreamSubscriptionHandle<LossNote>? losses;
    private DateTimeOffset openUntil;
    private long opening;
    private long lastReport;

    private (RoomId Room, string GatewayId) Key
    {
        get
        {
            var parts = this.GetPrimaryKeyString().Split('/', 2);
            return (new RoomId(parts[0]), parts[1]);
        }
    }

    private IAsyncStream<ReactionTally> Reactions => this.GetStreamProvider(StageStreams.ProviderName)
        .GetStream<ReactionTally>(StageStreams.ReactionsFor(Key.Room));

    private IAsyncStream<LossNote> Losses => this.GetStreamProvider(StageStreams.ProviderName)
        .GetStream<LossNote>(StageStreams.LossFor(Key.Room));

    private IRoomGrain Room => GrainFactory.GetGrain<IRoomGrain>(Key.Room.Value);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stage = new StageWatch(Room, Key.GatewayId, OnHeardAsync, OnStageChanged, metrics, time, logger);
        this.RegisterGrainTimer(
            CloseIfExpiredAsync, new GrainTimerCreationOptions(ExpiryPeriod, ExpiryPeriod) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (subscription is not null)
        {
            await subscription.UnsubscribeAsync();
        }

        if (reactions is not null)
        {
            await reactions.UnsubscribeAsync();
        }

        if (arrivals is not null)
        {
            await arrivals.UnsubscribeAsync();
        }

        if (losses is not null)
        {
            await losses.UnsubscribeAsync();
        }
    }

    public async Task<RoomReply<RoomView>> OpenAsync(IGatewayRoom gatewayRoom, long opening)
    {
        if (opening >= this.opening)
        {
            (this.gatewayRoom, this.opening) = (gatewayRoom, opening);
        }

        openUntil = time.GetUtcNow() + OpenFor;

        // Step 4 of a packet's way: the listener grain of each gateway hears the room's live stream.
        // It subscribes before it asks the room, so that nothing after the room's view is missed.
        subscription ??= await this.GetStreamProvider(StageStreams.ProviderName)
            .GetStream<StagePacket>(StageStreams.For(Key.Room))
            .SubscribeAsync((packet, _) => stage.TakeAsync(packet));
        reactions ??= await Reactions.SubscribeAsync(
            (tally, _) => this.gatewayRoom?.OnReactionsAsync(tally) ?? Task.CompletedTask);
        arrivals ??= await Arrivals.SubscribeAsync(OnArrivalsAsync);
        losses ??= await Losses.SubscribeAsync(OnLossAsync);

        var reply = await Room.AttachGatewayAsync(Key.GatewayId);
        if (reply.IsAccepted)
        {
            SetActiveLimit(reply.Value.Card.ActiveSpeakers);
            await stage.AdvanceAsync(reply.Value.Stage);
        }

        // The gateway may know an older dominant speaker from an earlier activation.
        NotifyDominant();
        return reply;
    }

    public async Task CloseAsync(long opening)
    {
        if (opening >= this.opening)
        {
            gatewayRoom = null;
            stage.Surrender();
            await Room.DetachGatewayAsync(Key.GatewayId, lastReport);
            DeactivateOnIdle();
        }
    }

    public async Task<bool> ApplyAsync(RoomChange change)
    {
        await stage.AdvanceAsync(change.Stage);
        if (gatewayRoom is null)
        {
            return false;
        }

        await gatewayRoom.OnChangeAsync(change);
        return true;
    }

    public Task ReactAsync(ReactionTally tally) => Reactions.OnNextAsync(tally);

    public Task ReportLossAsync(LossNote note) => Losses.OnNextAsync(note);

    public async Task<bool> ReportAsync(GatewayPresence? presence)
    {
        if (gatewayRoom is null)
        {
            return false;
        }

        stage.KeepLease();
        if (presence is not null)
        {
            lastReport = Math.Max(lastReport, presence.Number);
            await Room.ReportPresenceAsync(presence);
        }

        return true;
    }

    private void SetActiveLimit(int activeSpeakers)
    {
        if (activeSpeakers != activeLimit)
        {
            activeLimit = activeSpeakers;
            active = new ActiveSpeakers<uint>(new ActiveSpeakersOptions { MaxActive = activeSpeakers });
            UpdateDominant(ActiveSpeakersChange.Dominant);
        }
    }

    private Task OnLossAsync(LossNote note, StreamSequenceToken? token) =>
        gatewayRoom is null || note.GatewayId == Key.GatewayId ? Task.CompletedTask : gatewayRoom.OnLossAsync(note);

    // Step 5 of a packet's way: the listener grain drops ghosts and all but the active speakers.
    // StageWatch has dropped the ghosts.
    private Task OnHeardAsync(StagePacket packet, TimeSpan now)
    {
        UpdateDominant(active.Report(packet.Source, packet.Level, now));
        if (!active.IsActive(packet.Source))
        {
            metrics.DroppedInactive();
            return Task.CompletedTask;
        }

        metrics.Forwarded();
        return gatewayRoom?.OnPacketAsync(packet) ?? Task.CompletedTask;
    }

    private async Task CloseIfExpiredAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() > openUntil)
        {
            LogExpired(this.GetPrimaryKeyString(), OpenFor.TotalSeconds);
            await CloseAsync(opening);
        }
    }
}
