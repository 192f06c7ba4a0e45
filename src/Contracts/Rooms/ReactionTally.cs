using System.Collections.Immutable;

namespace AudioRooms.Contracts.Rooms;

/// <summary>How often one reaction was given.</summary>
/// <param name="Reaction">Name of the reaction; one of the server's set.</param>
/// <param name="Count">At least 1.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReactionCount")]
public readonly record struct ReactionCount([property: Id(0)] string Reaction, [property: Id(1)] int Count);

/// <summary>The reactions that were given in a room at one gateway within a moment, counted. Reactions are never stored and never
/// sent one by one.</summary>
/// <param name="GatewayId">The gateway at which they were given.</param>
/// <param name="Number">Counts this gateway's tallies in this room, from 1. A receiver counts a tally that arrives twice
/// once.</param>
/// <param name="Counts">The reactions and how often each was given.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReactionTally")]
public sealed record ReactionTally(
    [property: Id(1)] string GatewayId,
    [property: Id(2)] long Number,
    [property: Id(0)] ImmutableArray<ReactionCount> Counts);
