using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>
/// A room's sound as one packet per 20 ms, for those with little bandwidth or without a mixer of their own: everybody on stage
/// decoded, added, encoded once. Key: the room's id. Runs from its first consumer to its last, and while nobody speaks costs
/// nothing. Nobody is mixed who may not be heard: the same rules as at a listener grain.
/// </summary>
[Alias("AudioRooms.IMixGrain")]
public interface IMixGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins to call <paramref name="listener"/>. Called again at least every 10 s, and whenever the wish changes; a consumer
    /// that has not called for 30 s is forgotten.
    /// </summary>
    /// <param name="consumerId">Names the consumer, such as a gateway; replaces its earlier wish.</param>
    /// <param name="wish">What it wants; nothing at all is as <see cref="CloseAsync"/>.</param>
    /// <param name="listener">Where the packets go.</param>
    /// <returns>What it gets, or why the room has no mix: <see cref="RoomRejection.MixesFull"/> among others.</returns>
    [Alias("Open")]
    Task<RoomReply<MixGrant>> OpenAsync(string consumerId, MixWish wish, IMixListener listener);

    /// <summary>A consumer wants nothing any more.</summary>
    [Alias("Close")]
    Task CloseAsync(string consumerId);

    /// <summary>News of the stage. Returns when packets are judged by it.</summary>
    [Alias("Advance"), AlwaysInterleave]
    Task AdvanceAsync(StageView stage);
}

/// <summary>A consumer's side of a room's mix.</summary>
[Alias("AudioRooms.IMixListener")]
public interface IMixListener : IGrainObserver
{
    /// <summary>20 ms of the mix. Numbers and media clock are those of one mix: the whole one, or one of the mix-minus.</summary>
    /// <param name="without">The stay on stage whose voice is left out; 0 for the whole mix.</param>
    /// <param name="packet">
    /// Its source is <see cref="MixPackets.Source"/>, its level that of the mix. Silence is not sent; the media clock goes on
    /// through it. Its epoch names the life of the encoder, within which its sequence counts the packets without a gap:
    /// a higher epoch begins anew.
    /// </param>
    [Alias("Mix"), OneWay]
    Task OnMixAsync(uint without, StagePacket packet);
}

/// <summary>What a consumer wants of a mix.</summary>
/// <param name="Whole">The mix of everybody.</param>
/// <param name="Without">Stays on stage for whom it wants the mix of everybody else.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MixWish")]
public sealed record MixWish([property: Id(0)] bool Whole, [property: Id(1)] ImmutableArray<uint> Without)
{
    /// <summary>Nothing.</summary>
    public static MixWish Nothing { get; } = new(Whole: false, []);

    /// <summary>True if nothing is wanted.</summary>
    public bool IsNothing => !Whole && Without.IsEmpty;
}

/// <summary>What a consumer gets of a mix.</summary>
/// <param name="Refused">Stays on stage for whom there is no mix-minus, because the room makes as many as it may.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MixGrant")]
public sealed record MixGrant([property: Id(0)] ImmutableArray<uint> Refused);

/// <summary>What marks a packet of a mix.</summary>
public static class MixPackets
{
    /// <summary>The source of mixed packets; stays on stage are numbered from 1.</summary>
    public const uint Source = 0;
}
