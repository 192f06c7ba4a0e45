namespace AudioRooms.Contracts.Users;

/// <summary>The idempotency keys of one user, and the call that each stands for. Key: a user's id, or "operators" and the subject
/// of their call. An idempotency key is kept for 30 days.</summary>
[Alias("AudioRooms.IIdempotencyGrain")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>Claims an idempotency key for a call before the call is carried out.</summary>
    /// <param name="method">The gRPC method; the same key may stand for one call of each method.</param>
    /// <param name="key">1 to 64 characters.</param>
    /// <param name="print">Fingerprint of all parameters of the call.</param>
    [Alias("Claim")]
    Task<KeyClaim> ClaimAsync(string method, string key, string print);

    /// <summary>Releases the key of a refused call, so that a corrected call may use it.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string method, string key);
}
