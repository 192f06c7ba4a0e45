using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// When a connection is over by itself: its device is silent for too long, or its access token is over. A room looks at its
/// devices every second; a timer for each connection would be looked at by the system three times a second,
/// due or not. Thread-safe.
/// </summary>
internal sealed class ConnectionExpiry
{
    private readonly SignedInPerson caller;
    private readonly AccessTokens tokens;
    private readonly TimeSpan grace;
    private readonly TimeProvider time;
    private readonly Func<long> nowMicros;
    private long heardAtMicros;
    private long tokenOverAtMicros;

    /// <param name="caller">The person, with the end of the token that the connection was opened with.</param>
    /// <param name="tokens">Reads a newer token.</param>
    /// <param name="grace">How long a connection outlives its token.</param>
    /// <param name="time">The clock of tokens.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    public ConnectionExpiry(SignedInPerson caller, AccessTokens tokens, TimeSpan grace, TimeProvider time, Func<long> nowMicros)
    {
        this.caller = caller;
        this.tokens = tokens;
        this.grace = grace;
        this.time = time;
        this.nowMicros = nowMicros;
        heardAtMicros = nowMicros();
        tokenOverAtMicros = TokenOverAt(caller);
    }

    /// <summary>The device sent something.</summary>
    public void Touch() => Volatile.Write(ref heardAtMicros, nowMicros());

    /// <summary>Why the connection is over.</summary>
    /// <param name="now">The media path's clock, in microseconds.</param>
    /// <param name="silentAfterMicros">How long a device may send nothing.</param>
    /// <returns>Null if it is not over.</returns>
    public ClosingReason? ReasonAt(long now, long silentAfterMicros) =>
        now >= Volatile.Read(ref tokenOverAtMicros) ? ClosingReason.TokenExpired
        : now - Volatile.Read(ref heardAtMicros) > silentAfterMicros ? ClosingReason.Silent
        : null;

    /// <summary>
    /// Takes a newer token. Its session must be the connection's: the end of that session closes this connection, so a token of
    /// another session cannot stand in for it.
    /// </summary>
    /// <returns>The refusal, or null.</returns>
    public async Task<WireError?> RenewAsync(Authenticate message)
    {
        var newer = await tokens.ReadAsync(message.AccessToken).ConfigureAwait(false);
        if (newer is null || newer.Person.Id != caller.Person.Id || newer.SessionId != caller.SessionId)
        {
            return WireErrors.Of(EdgeRefusal.TokenInvalid);
        }

        Volatile.Write(ref tokenOverAtMicros, TokenOverAt(newer));
        return null;
    }

    // By the media path's clock.
    private long TokenOverAt(SignedInPerson signedIn)
    {
        var left = signedIn.ExpiresAt + grace - time.GetUtcNow();
        return nowMicros() + (long)left.TotalMicroseconds;
    }
}
