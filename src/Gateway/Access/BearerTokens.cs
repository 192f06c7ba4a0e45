namespace AudioRooms.Gateway.Access;

/// <summary>
/// Finds the person of a bearer token whose session was not revoked, whatever transport carried the token. Thread-safe.
/// </summary>
internal sealed class BearerTokens(AccessTokens tokens, RevokedSessions revoked)
{
    private const string Scheme = "Bearer ";

    /// <summary>The token in an <c>Authorization</c> header; null if there is none.</summary>
    public static string? TokenIn(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : null;

    /// <summary>
    /// The person that a token names; null if there is no token, it is not valid, or its session has ended. Throws a cluster
    /// fault if the gateway cannot find out which sessions were revoked: then it lets nobody in.
    /// </summary>
    public async ValueTask<SignedInPerson?> ReadAsync(string? token)
    {
        var person = token is null ? null : await tokens.ReadAsync(token).ConfigureAwait(false);
        return person is null || await revoked.ContainsAsync(person.SessionId).ConfigureAwait(false) ? null : person;
    }
}
