using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>One raised hand.</summary>
/// <param name="Person">The person who raised it.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="Question">The question that the person typed; null for none.</param>
/// <param name="EstimatedWait">Estimated time until this person's turn, from the length of earlier turns.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandView")]
public sealed record HandView(
    [property: Id(0)] Person Person,
    [property: Id(1)] DateTimeOffset RaisedAt,
    [property: Id(2)] string? Question,
    [property: Id(3)] TimeSpan EstimatedWait);
