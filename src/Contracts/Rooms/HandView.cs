using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>One raised hand.</summary>
/// <param name="Person">Whose.</param>
/// <param name="RaisedAt">When it went up.</param>
/// <param name="Question">What they want to say, if they typed it.</param>
/// <param name="EstimatedWait">Until their turn, by how long the turns before took.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandView")]
public sealed record HandView(
    [property: Id(0)] Person Person,
    [property: Id(1)] DateTimeOffset RaisedAt,
    [property: Id(2)] string? Question,
    [property: Id(3)] TimeSpan EstimatedWait);
