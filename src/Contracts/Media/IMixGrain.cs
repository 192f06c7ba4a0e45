using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>The mix of a room: one packet per 20 ms, for listeners with little bandwidth or without a mixer of their own. The
/// grain decodes everybody on stage, adds the voices and encodes the sum once. Key: the room's id. It runs from its first
/// consumer to its last, and it does no work while nobody speaks. It mixes only voices that a listener grain would
/// forward.</summary>
[Alias("AudioRooms.IMixGrain")]
public interface IMixGrain : IGrainWithStringKey
{
    /// <summary>Starts to call <paramref name="listener"/>. The consumer calls again at least every 10 s and whenever its wish
    /// changes; the grain forgets a consumer that has not called for 30 s.</summary>
    /// <param name="consumerId">Names the consumer, for example a gateway. A new call replaces its earlier wish.</param>
    /// <param name="wish">What it wants; <see cref="MixWish.Nothing"/> has the effect of <see cref="CloseAsync"/>.</param>
    /// <param name="listener">Receives the packets.</param>
    /// <returns>What the consumer gets, or why the room has no mix, for example <see cref="RoomRejection.MixesFull"/>.</returns>
    [Alias("Open")]
    Task<RoomReply<MixGrant>> OpenAsync(string consumerId, MixWish wish, IMixListener listener);

    /// <summary>Ends the calls to a consumer.</summary>
    [Alias("Close")]
    Task CloseAsync(string consumerId);

    /// <summary>Tells the grain of a new stage. Returns when the grain judges packets by it.</summary>
    [Alias("Advance"), AlwaysInterleave]
    Task AdvanceAsync(StageView stage);
}

/// <summary>A consumer's side of a room's mix. Calls are best effort, as for every observer.</summary>
[Alias("AudioRooms.IMixListener")]
public interface IMixListener : IGrainObserver
{
    /// <summary>20 ms of a mix. Sequence and media clock count within one mix: the whole mix, or one of the mix-minus.</summary>
    /// <param name="without">Source number of the stay whose voice is left out; 0 for the whole mix.</param>
    /// <param name="packet">
    /// Its source is <see cref="MixPackets.Source"/>, its level that of the mix. Silence is not sent, and the media clock
    /// advances through it.
    /// The epoch identifies the encoder: within an epoch the sequence has no gap, and a higher epoch starts a new sequence.
    /// </param>
    [Alias("Mix"), OneWay]
    Task OnMixAsync(uint without, StagePacket packet);
}

/// <summary>Which mixes a consumer wants.</summary>
/// <param name="Whole">True for the mix of everybody.</param>
/// <param name="Without">Source numbers of stays whose speakers need a mix-minus.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MixWish")]
public sealed record MixWish([property: Id(0)] bool Whole, [property: Id(1)] ImmutableArray<uint> Without)
{
    /// <summary>No mix at all.</summary>
    public static MixWish Nothing { get; } = new(Whole: false, []);

    /// <summary>True if no mix is wanted.</summary>
    public bool IsNothing => !Whole && Without.IsEmpty;
}

/// <summary>Which mixes a consumer gets.</summary>
/// <param name="Refused">Source numbers of stays that get no mix-minus, because the room makes as many as it may.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MixGrant")]
public sealed record MixGrant([property: Id(0)] ImmutableArray<uint> Refused);

/// <summary>What distinguishes a mixed packet.</summary>
public static class MixPackets
{
    /// <summary>The source number of mixed packets. Stays on stage are numbered from 1.</summary>
    public const uint Source = 0;
}
