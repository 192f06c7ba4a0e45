using System.Collections.Immutable;
using System.Threading.Channels;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A mix that plays the packets of a test.</summary>
internal sealed class FakeMixGrain : IMixGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<MixWish> wishes = Channel.CreateUnbounded<MixWish>();
    private IMixListener? listener;

    /// <summary>Stays on stage for which there is no mix-minus.</summary>
    public ImmutableArray<uint> Refused { get; set; } = [];

    /// <summary>True if the process mixes as many rooms as it may.</summary>
    public bool IsFull { get; set; }

    /// <summary>The number of further calls that fail.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>The exception of those calls.</summary>
    public Exception Failure { get; set; } = new TimeoutException();

    public List<StageView> Stages { get; } = [];

    public Task<RoomReply<MixGrant>> OpenAsync(string consumerId, MixWish wish, IMixListener listener)
    {
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            return Task.FromException<RoomReply<MixGrant>>(Failure);
        }

        this.listener = listener;
        wishes.Writer.TryWrite(wish);
        if (IsFull && !wish.IsNothing)
        {
            return Task.FromResult<RoomReply<MixGrant>>(RoomRejection.MixesFull);
        }

        return Task.FromResult<RoomReply<MixGrant>>(new MixGrant([.. wish.Without.Intersect(Refused)]));
    }

    public Task CloseAsync(string consumerId) => Task.CompletedTask;

    public Task AdvanceAsync(StageView stage)
    {
        lock (Stages)
        {
            Stages.Add(stage);
        }

        return Task.CompletedTask;
    }

    public Task<MixWish> NextWishAsync() => wishes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>A wish that has arrived; null if there is none.</summary>
    public MixWish? TakeWish() => wishes.Reader.TryRead(out var wish) ? wish : null;

    /// <summary>Sends 20 ms of a mix.</summary>
    public void Play(uint without, long sequence) => listener!.OnMixAsync(without, new StagePacket
    {
        Source = MixPackets.Source, Sequence = sequence, Timestamp = (uint)(sequence * 960), Level = 20,
        Opus = [0x48, (byte)sequence],
    });
}
