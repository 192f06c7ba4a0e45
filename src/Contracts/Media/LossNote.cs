namespace AudioRooms.Contracts.Media;

/// <summary>What the listeners at one gateway lose.</summary>
/// <param name="GatewayId">Which.</param>
/// <param name="Number">Higher with every note of this gateway: of two notes the higher one counts.</param>
/// <param name="Tally">How many lose how much.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LossNote")]
public sealed record LossNote(
    [property: Id(0)] string GatewayId, [property: Id(2)] long Number, [property: Id(1)] LossTally Tally);
