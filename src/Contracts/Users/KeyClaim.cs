namespace AudioRooms.Contracts.Users;

/// <summary>The result of claiming an idempotency key.</summary>
public enum KeyClaim
{
    /// <summary>The key was free and now belongs to this call.</summary>
    Taken = 1,

    /// <summary>An earlier call with the key asked for the same.</summary>
    Repeated = 2,

    /// <summary>An earlier call with the key asked for something else.</summary>
    Reused = 3,
}
