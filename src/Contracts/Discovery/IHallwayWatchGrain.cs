using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Watches the hallway (the list of live rooms) for all viewers at one gateway. Key: the gateway's id. The gateway calls
/// once a second, however many viewers watch: the grain reads the changes once and compares them with each viewer's filter. The
/// watches are lost with the activation; the gateway notices by <c>Life</c> and opens them again.</summary>
[Alias("AudioRooms.IHallwayWatchGrain")]
public interface IHallwayWatchGrain : IGrainWithStringKey
{
    /// <summary>Opens and closes watches, and returns what changed for the open ones.</summary>
    [Alias("Exchange")]
    Task<HallwayNews> ExchangeAsync(HallwayOrders orders);
}

/// <summary>Which watches a gateway opens and closes now.</summary>
/// <param name="Life">Id of the activation that the gateway believes to hold its other watches; empty in the first call.</param>
/// <param name="Opened">New watches; the answer has a complete list of rooms for each.</param>
/// <param name="Closed">Ids of watches to end.</param>
/// <param name="WantsNews">False asks for the lists of new watches only, without changes for the others.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayOrders")]
public sealed record HallwayOrders(
    [property: Id(0)] Guid Life,
    [property: Id(1)] ImmutableArray<HallwayWatch> Opened,
    [property: Id(2)] ImmutableArray<long> Closed,
    [property: Id(3)] bool WantsNews);

/// <summary>One viewer's watch.</summary>
/// <param name="Id">Chosen by the gateway, unique at that gateway.</param>
/// <param name="Viewer">The user who reads the list.</param>
/// <param name="Weakest">As in <see cref="IDiscoveryGrain.HallwayAsync"/>.</param>
/// <param name="Language">As in <see cref="IDiscoveryGrain.HallwayAsync"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayWatch")]
public sealed record HallwayWatch(
    [property: Id(0)] long Id,
    [property: Id(1)] UserId Viewer,
    [property: Id(2)] HallwayReason Weakest,
    [property: Id(3)] string Language);

/// <summary>What changed since the gateway's last call.</summary>
/// <param name="Life">Id of the activation that answers. If it differs from the one in the orders, this activation has no watches
/// and carried out nothing: the gateway opens every watch again.</param>
/// <param name="Updates">At most one for each watch.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayNews")]
public sealed record HallwayNews(
    [property: Id(0)] Guid Life,
    [property: Id(1)] ImmutableArray<HallwayUpdate> Updates);

/// <summary>What changed for one watch.</summary>
/// <param name="Watch">Id of the watch.</param>
/// <param name="IsPicture">True if <paramref name="Rooms"/> is the complete list; false if it has only rooms that appeared or
/// changed.</param>
/// <param name="Rooms">At most 100, the strongest reason first and within a reason the newest room first.</param>
/// <param name="Gone">Rooms that are no longer shown.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayUpdate")]
public sealed record HallwayUpdate(
    [property: Id(0)] long Watch,
    [property: Id(1)] bool IsPicture,
    [property: Id(2)] ImmutableArray<HallwayEntry> Rooms,
    [property: Id(3)] ImmutableArray<RoomId> Gone);
