using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Somebody connected to a room.</summary>
/// <param name="Person">Who.</param>
/// <param name="At">When, by the gateway's clock: of two main devices of a person the newer one stays.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Arrival")]
public sealed record Arrival([property: Id(0)] Person Person, [property: Id(1)] DateTimeOffset At)
{
    /// <summary>True if the person has only devices that listen there: no main device elsewhere gives way to them.</summary>
    [Id(2)]
    public bool IsCompanion { get; init; }
}

/// <summary>Who is connected at a gateway, as a change of what was reported before.</summary>
/// <param name="Arrived">Who came, or all who are there.</param>
/// <param name="Left">Who is no longer there.</param>
/// <param name="IsWhole">Nobody else is there: what was reported before is void.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RosterChange")]
public sealed record RosterChange(
    [property: Id(0)] ImmutableArray<Arrival> Arrived,
    [property: Id(1)] ImmutableArray<UserId> Left,
    [property: Id(2)] bool IsWhole);

/// <summary>Who came at one gateway, told to the room's other gateways.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ArrivalNote")]
public sealed record ArrivalNote(
    [property: Id(0)] string GatewayId,
    [property: Id(1)] ImmutableArray<Arrival> Arrived);

/// <summary>Where a viewer may ask who is in the audience.</summary>
/// <param name="Gateways">Whose listener grains to ask, in a fixed order.</param>
/// <param name="ListenerCount">Of all of them together.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RosterAccess")]
public sealed record RosterAccess(
    [property: Id(0)] ImmutableArray<string> Gateways,
    [property: Id(1)] int ListenerCount);
