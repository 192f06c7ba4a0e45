namespace AudioRooms.Gateway.Access;

/// <summary>Whom a bearer token names whose session goes on, whatever it came by. Thread-safe.</summary>
internal sealed class BearerTokens(AccessTokens tokens, RevokedSessions revoked)
{
    private const string Scheme = "Bearer ";

    /// <summary>The token in an <c>Authorization</c> header; null if it holds none.</summary>
    public static string? TokenIn(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : null;

    /// <summary>
    /// Whom a token names; null if there is none, it does not hold, or its session has ended. Fails with a cluster fault if that
    /// cannot be found out: a gateway that does not know what was revoked lets nobody in.
    /// </summary>
    public async ValueTask<SignedInPerson?> ReadAsync(string? token)
    {
        var person = token is null ? null : await tokens.ReadAsync(token).ConfigureAwait(false);
        return person is null || await revoked.ContainsAsync(person.SessionId).ConfigureAwait(false) ? null : person;
    }
}
