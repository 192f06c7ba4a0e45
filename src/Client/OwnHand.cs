namespace AudioRooms.Client;

/// <summary>The place of the caller's own raised hand in the queue.</summary>
/// <param name="Position">1 is next.</param>
/// <param name="EstimatedWait">Estimated from the length of earlier turns.</param>
public sealed record OwnHand(int Position, TimeSpan EstimatedWait);
