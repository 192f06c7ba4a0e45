namespace AudioRooms.Contracts.Media;

/// <summary>What the listeners at one gateway lose.</summary>
/// <param name="GatewayId">The gateway that reports.</param>
/// <param name="Number">Higher with every note of this gateway; the note with the highest number is the current one.</param>
/// <param name="Tally">How many listeners lose how much.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LossNote")]
public sealed record LossNote(
    [property: Id(0)] string GatewayId, [property: Id(2)] long Number, [property: Id(1)] LossTally Tally);
