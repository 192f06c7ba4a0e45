using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Somebody asks to be called on stage, or changed their question.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandRaised")]
public sealed record HandRaised([property: Id(0)] Person Person, [property: Id(1)] string? Question) : RoomEvent;

/// <summary>A hand went down without its owner coming on stage.</summary>
/// <param name="User">Whose.</param>
/// <param name="By">The host who took it down; null for the owner of the hand, and for a device that went silent.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandLowered")]
public sealed record HandLowered([property: Id(0)] UserId User, [property: Id(1)] UserId? By) : RoomEvent;

/// <summary>A host asked somebody on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvited")]
public sealed record StageInvited([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent;

/// <summary>An invitation to the stage is void.</summary>
/// <param name="User">Whose.</param>
/// <param name="WithdrawnBy">The host who took it back; null if it was declined, which nobody else learns.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvitationEnded")]
public sealed record StageInvitationEnded([property: Id(0)] UserId User, [property: Id(1)] UserId? WithdrawnBy) : RoomEvent;
