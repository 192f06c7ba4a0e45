using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>A person who is connected to a room.</summary>
/// <param name="Person">Id and names of the person.</param>
/// <param name="At">When the connection began, by the gateway's clock. Of two main devices of a person the newer one
/// stays.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Arrival")]
public sealed record Arrival([property: Id(0)] Person Person, [property: Id(1)] DateTimeOffset At)
{
    /// <summary>True if all devices of the person at that gateway are companions, which only listen. Main devices elsewhere then
    /// stay connected.</summary>
    [Id(2)]
    public bool IsCompanion { get; init; }
}

/// <summary>The people connected at a gateway, as a change since the gateway's last report.</summary>
/// <param name="Arrived">People who arrived; with <paramref name="IsWhole"/> everybody who is connected.</param>
/// <param name="Left">People who are no longer connected.</param>
/// <param name="IsWhole">True if <paramref name="Arrived"/> is the complete list and replaces all that was reported
/// before.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RosterChange")]
public sealed record RosterChange(
    [property: Id(0)] ImmutableArray<Arrival> Arrived,
    [property: Id(1)] ImmutableArray<UserId> Left,
    [property: Id(2)] bool IsWhole);

/// <summary>Arrivals at one gateway, told to the room's other gateways.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ArrivalNote")]
public sealed record ArrivalNote(
    [property: Id(0)] string GatewayId,
    [property: Id(1)] ImmutableArray<Arrival> Arrived);

/// <summary>Where a viewer may ask for the people in the audience.</summary>
/// <param name="Gateways">Ids of the gateways whose listener grains to ask, in a fixed order.</param>
/// <param name="ListenerCount">Listeners at all of them together.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RosterAccess")]
public sealed record RosterAccess(
    [property: Id(0)] ImmutableArray<string> Gateways,
    [property: Id(1)] int ListenerCount);
