using System.Collections.Immutable;
using System.Threading.Channels;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A mix that plays what a test puts into it.</summary>
internal sealed class FakeMixGrain : IMixGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<MixWish> wishes = Channel.CreateUnbounded<MixWish>();
    private IMixListener? listener;

    /// <summary>Stays on stage that get no mix of their own.</summary>
    public ImmutableArray<uint> Refused { get; set; } = [];

    /// <summary>The process mixes as many rooms as it may.</summary>
    public bool IsFull { get; set; }

    /// <summary>So many calls are lost on their way.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>What those calls end with.</summary>
    public Exception Failure { get; set; } = new TimeoutException();

    public List<StageView> Told { get; } = [];

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
        lock (Told)
        {
            Told.Add(stage);
        }

        return Task.CompletedTask;
    }

    public Task<MixWish> NextWishAsync() => wishes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>A wish that has come already, or null.</summary>
    public MixWish? TakeWish() => wishes.Reader.TryRead(out var wish) ? wish : null;

    /// <summary>20 ms of a mix.</summary>
    public void Play(uint without, long sequence) => listener!.OnMixAsync(without, new StagePacket
    {
        Source = MixPackets.Source, Sequence = sequence, Timestamp = (uint)(sequence * 960), Level = 20,
        Opus = [0x48, (byte)sequence],
    });
}
