using System.Threading.Channels;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>The gateway's side of a listener grain. It records packets and changes, which a test reads in order.</summary>
internal sealed class RecordingGatewayRoom : IGatewayRoom
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<StagePacket> packets = Channel.CreateUnbounded<StagePacket>();
    private readonly Channel<ReactionTally> tallies = Channel.CreateUnbounded<ReactionTally>();
    private readonly Channel<ArrivalNote> arrivals = Channel.CreateUnbounded<ArrivalNote>();
    private readonly Channel<DominantVoice?> leaders = Channel.CreateUnbounded<DominantVoice?>();
    private readonly Channel<LossNote> losses = Channel.CreateUnbounded<LossNote>();
    private readonly Channel<RoomChange> changes = Channel.CreateUnbounded<RoomChange>();

    public Task OnPacketAsync(StagePacket packet)
    {
        packets.Writer.TryWrite(packet);
        return Task.CompletedTask;
    }

    /// <summary>Number of next changes that the gateway fails to take.</summary>
    public int FailuresLeft { get; set; }

    public Task OnChangeAsync(RoomChange change)
    {
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            throw new IOException("The gateway is out of memory.");
        }

        changes.Writer.TryWrite(change);
        return Task.CompletedTask;
    }

    public Task OnReactionsAsync(ReactionTally tally)
    {
        tallies.Writer.TryWrite(tally);
        return Task.CompletedTask;
    }

    public Task OnArrivalsAsync(ArrivalNote note)
    {
        arrivals.Writer.TryWrite(note);
        return Task.CompletedTask;
    }

    public Task OnDominantAsync(DominantNote note)
    {
        leaders.Writer.TryWrite(note.Voice);
        return Task.CompletedTask;
    }

    public Task OnLossAsync(LossNote note)
    {
        losses.Writer.TryWrite(note);
        return Task.CompletedTask;
    }

    public Task<LossNote> NextLossAsync() => losses.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<DominantVoice?> NextDominantAsync() => leaders.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<ArrivalNote> NextArrivalsAsync() => arrivals.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<ReactionTally> NextTallyAsync() => tallies.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<StagePacket> NextPacketAsync() => packets.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<RoomChange> NextChangeAsync() => changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>A packet that has arrived already; null if there is none.</summary>
    public StagePacket? TakePacket() => packets.Reader.TryRead(out var packet) ? packet : null;

    /// <summary>A change that has arrived already; null if there is none.</summary>
    public RoomChange? TakeChange() => changes.Reader.TryRead(out var change) ? change : null;
}
