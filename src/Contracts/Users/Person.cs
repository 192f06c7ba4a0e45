namespace AudioRooms.Contracts.Users;

/// <summary>A user as others see them. Rooms carry it, so that naming a speaker needs no look-up.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Handle">2 to 30 of a-z, 0-9 and "_"; unique.</param>
/// <param name="DisplayName">1 to 50 characters, any script.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Person")]
public sealed record Person(
    [property: Id(0)] UserId Id,
    [property: Id(1)] string Handle,
    [property: Id(2)] string DisplayName);
