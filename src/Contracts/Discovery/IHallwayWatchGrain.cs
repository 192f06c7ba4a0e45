using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Discovery;

/// <summary>
/// Watches the hallway for all the people of one gateway. Key: the gateway's id. The gateway asks once a second, however many
/// watch: what changed is read once and held against what each of them wants to see. What it holds dies with it;
/// then the gateway orders anew.
/// </summary>
[Alias("AudioRooms.IHallwayWatchGrain")]
public interface IHallwayWatchGrain : IGrainWithStringKey
{
    /// <summary>Starts and ends watches, and tells what is new for those that go on.</summary>
    [Alias("Exchange")]
    Task<HallwayNews> ExchangeAsync(HallwayOrders orders);
}

/// <summary>What a gateway wants watched from now on.</summary>
/// <param name="Life">The life of the grain that knows the gateway's other watches; empty at first.</param>
/// <param name="Opened">New watches; the answer has a picture for each.</param>
/// <param name="Closed">Ids of watches that nobody needs any more.</param>
/// <param name="WantsNews">False asks for the pictures of new watches only.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayOrders")]
public sealed record HallwayOrders(
    [property: Id(0)] Guid Life,
    [property: Id(1)] ImmutableArray<HallwayWatch> Opened,
    [property: Id(2)] ImmutableArray<long> Closed,
    [property: Id(3)] bool WantsNews);

/// <summary>Somebody who watches.</summary>
/// <param name="Id">Chosen by the gateway.</param>
/// <param name="Viewer">Who it is.</param>
/// <param name="Weakest">As in <see cref="IDiscoveryGrain.HallwayAsync"/>.</param>
/// <param name="Language">As in <see cref="IDiscoveryGrain.HallwayAsync"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayWatch")]
public sealed record HallwayWatch(
    [property: Id(0)] long Id,
    [property: Id(1)] UserId Viewer,
    [property: Id(2)] HallwayReason Weakest,
    [property: Id(3)] string Language);

/// <summary>What is new.</summary>
/// <param name="Life">The life that answers. Another one than was named knows nothing, did nothing,
/// and wants every watch opened again.</param>
/// <param name="Updates">At most one for each watch.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayNews")]
public sealed record HallwayNews(
    [property: Id(0)] Guid Life,
    [property: Id(1)] ImmutableArray<HallwayUpdate> Updates);

/// <summary>What is new for one watch.</summary>
/// <param name="Watch">Its id.</param>
/// <param name="IsPicture">True if <paramref name="Rooms"/> are all there are, false if they appeared or changed.</param>
/// <param name="Rooms">At most 100, by reason and then the newest first.</param>
/// <param name="Gone">Rooms that are no longer shown.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayUpdate")]
public sealed record HallwayUpdate(
    [property: Id(0)] long Watch,
    [property: Id(1)] bool IsPicture,
    [property: Id(2)] ImmutableArray<HallwayEntry> Rooms,
    [property: Id(3)] ImmutableArray<RoomId> Gone);
