namespace AudioRooms.Client;

/// <summary>The place of one's own raised hand.</summary>
/// <param name="Position">1 is next.</param>
/// <param name="EstimatedWait">By how long the turns before took.</param>
public sealed record OwnHand(int Position, TimeSpan EstimatedWait);
