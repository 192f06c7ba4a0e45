using System.Collections.Immutable;

namespace AudioRooms.Contracts.Rooms;

/// <summary>How often people reacted with something.</summary>
/// <param name="Reaction">A name of the server's set.</param>
/// <param name="Count">At least 1.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReactionCount")]
public readonly record struct ReactionCount([property: Id(0)] string Reaction, [property: Id(1)] int Count);

/// <summary>Reactions given in a room within a moment, counted. Never stored, never one per reaction.</summary>
/// <param name="GatewayId">The gateway at which they were given.</param>
/// <param name="Number">Of the tallies of this gateway in this room, from 1: one that comes twice is counted once.</param>
/// <param name="Counts">What was given.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReactionTally")]
public sealed record ReactionTally(
    [property: Id(1)] string GatewayId,
    [property: Id(2)] long Number,
    [property: Id(0)] ImmutableArray<ReactionCount> Counts);
