using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// When a connection expires: its device was silent for too long, or its access token has expired. A room checks its devices
/// every second. A timer for each connection would cost more, because the system looks at all timers several times a second, due
/// or not. Thread-safe.
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

    /// <param name="caller">The person, with the expiry of the token that opened the connection.</param>
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

    /// <summary>Notes that the device sent a message.</summary>
    public void Touch() => Volatile.Write(ref heardAtMicros, nowMicros());

    /// <summary>The reason for which the connection has expired.</summary>
    /// <param name="now">The time of the media path's clock.</param>
    /// <param name="silentAfterMicros">How long a device may send nothing.</param>
    /// <returns>Null if the connection has not expired.</returns>
    public ClosingReason? ReasonAt(long now, long silentAfterMicros) =>
        now >= Volatile.Read(ref tokenOverAtMicros) ? ClosingReason.TokenExpired
        : now - Volatile.Read(ref heardAtMicros) > silentAfterMicros ? ClosingReason.Silent
        : null;

    /// <summary>
    /// Takes a newer token. It must belong to the session of the connection: the end of that session closes the connection, so a
    /// token of another session would outlive it.
    /// </summary>
    /// <returns>The refusal; null if the token was taken.</returns>
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

    // The token's expiry on the media path's clock.
    private long TokenOverAt(SignedInPerson signedIn)
    {
        var left = signedIn.ExpiresAt + grace - time.GetUtcNow();
        return nowMicros() + (long)left.TotalMicroseconds;
    }
}
