namespace AudioRooms.Client;

/// <summary>A person's raised hand, as hosts see it.</summary>
/// <param name="UserId">Id of the person.</param>
/// <param name="Handle">The person's unique name.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Question">What the person wants to say; may be empty.</param>
public sealed record QueuedHand(string UserId, string Handle, string DisplayName, string Question);
