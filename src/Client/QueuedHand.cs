namespace AudioRooms.Client;

/// <summary>Somebody's raised hand, as hosts see it.</summary>
/// <param name="UserId">Id of the person.</param>
/// <param name="Handle">Their unique name.</param>
/// <param name="DisplayName">The name they show.</param>
/// <param name="Question">What they want to say; may be empty.</param>
public sealed record QueuedHand(string UserId, string Handle, string DisplayName, string Question);
