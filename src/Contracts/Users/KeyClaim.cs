namespace AudioRooms.Contracts.Users;

/// <summary>What is known of an idempotency key when a call comes with it.</summary>
public enum KeyClaim
{
    /// <summary>No call had it: it belongs to this one now.</summary>
    Taken = 1,

    /// <summary>A call had it that asked for the same.</summary>
    Repeated = 2,

    /// <summary>A call had it that asked for something else.</summary>
    Reused = 3,
}
