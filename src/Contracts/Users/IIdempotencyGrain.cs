namespace AudioRooms.Contracts.Users;

/// <summary>
/// Which of somebody's idempotency keys stands for which call. Key: a user's id, or "operators" and what they do it about.
/// A key is kept for 30 days.
/// </summary>
[Alias("AudioRooms.IIdempotencyGrain")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>Takes the key for a call before the call is carried out, if it is free.</summary>
    /// <param name="method">The gRPC method: the same key may stand for one call of each.</param>
    /// <param name="key">1 to 64 characters.</param>
    /// <param name="print">Fingerprint of all that the call asks for.</param>
    [Alias("Claim")]
    Task<KeyClaim> ClaimAsync(string method, string key, string print);

    /// <summary>Gives the key back after a call that was refused: what is corrected may have it.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string method, string key);
}
