using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An account whose password is the first one it gets, and which accepts one invitation.</summary>
internal sealed class FakeAccount(string handle, FakeSessionRegistry sessions) : IAccountGrain
{
    /// <summary>The secret of the only valid invitation.</summary>
    public const string Invitation = "0000-1111-2222";

    private readonly List<string> open = [];
    private readonly List<LinkedIdentity> linked = [];
    private Person? person;
    private string? password;
    private int refreshed;

    public Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey)
    {
        if (person is not null)
        {
            return Task.FromResult<AccountReply>(AccountRejection.HandleTaken);
        }

        if (invitationKey is not null && invitationKey != InvitationSecret.KeyOf(Invitation))
        {
            return Task.FromResult<AccountReply>(AccountRejection.InvitationInvalid);
        }

        this.password = password;
        return Make(displayName);
    }

    public Task<AccountReply> SignInAsync(string password) => person is null || password != this.password
        ? Task.FromResult<AccountReply>(AccountRejection.CredentialsWrong)
        : Open();

    public Task<AccountReply> MintAsync(string displayName) => person is null ? Make(displayName) : Open();

    public Task<AccountReply> RefreshAsync(string refreshToken) => Task.FromResult<AccountReply>(
        person is null || refreshToken != $"{handle}.{refreshed}"
            ? AccountRejection.RefreshInvalid
            : new AccountReply(person, null, new SessionGrant(open[^1], $"{handle}.{++refreshed}", DateTimeOffset.MaxValue)));

    public Task<AccountReply> FindSessionAsync(string refreshToken) => Task.FromResult<AccountReply>(
        person is null || refreshToken != $"{handle}.{refreshed}"
            ? AccountRejection.RefreshInvalid
            : new AccountReply(person, null, new SessionGrant(open[^1], null, DateTimeOffset.MaxValue)));

    public Task SignOutAsync(UserId actor, string sessionId)
    {
        sessions.Revoke(sessionId);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OpenSession>> ListSessionsAsync(UserId actor) => Task.FromResult<IReadOnlyList<OpenSession>>(
        [.. open.Select(session => new OpenSession(session, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1)))]);

    public Task SignOutEverywhereAsync(UserId actor)
    {
        open.ForEach(sessions.Revoke);
        return Task.CompletedTask;
    }

    public Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword)
    {
        if (oldPassword != password)
        {
            return Task.FromResult<AccountReply>(AccountRejection.CredentialsWrong);
        }

        password = newPassword;
        open.Where(session => session != sessionId).ToList().ForEach(sessions.Revoke);
        return Task.FromResult<AccountReply>(person!);
    }

    public Task<AccountReply> DeleteAsync(UserId actor, string password)
    {
        if (password != this.password)
        {
            return Task.FromResult<AccountReply>(AccountRejection.CredentialsWrong);
        }

        open.ForEach(sessions.Revoke);
        return Task.FromResult<AccountReply>(person!);
    }

    public Task<AccountReply> SignUpExternallyAsync(ExternalProof proof, string displayName, string? invitationKey) =>
        person is null ? Make(displayName) : Open();

    public Task<AccountReply> SignInExternallyAsync(UserId user, ExternalProof proof) => Open();

    public Task<AccountReply> LinkAsync(UserId actor, ExternalProof proof)
    {
        linked.Add(new LinkedIdentity(proof.Identity, DateTimeOffset.UnixEpoch));
        return Task.FromResult<AccountReply>(person!);
    }

    public Task<AccountReply> UnlinkAsync(UserId actor, string issuer) =>
        Task.FromResult<AccountReply>(AccountRejection.LastCredential);

    public Task<IReadOnlyList<LinkedIdentity>> ListLinkedAsync(UserId actor) =>
        Task.FromResult<IReadOnlyList<LinkedIdentity>>([.. linked]);

    public Task<AccountReply> SetPasswordAsync(UserId actor, string sessionId, ExternalProof proof, string newPassword) =>
        ChangePasswordAsync(actor, sessionId, password ?? "", newPassword);

    public Task<AccountReply> DeleteExternallyAsync(UserId actor, ExternalProof proof) => DeleteAsync(actor, password ?? "");

    public Task<Person?> FindPersonAsync() => Task.FromResult(person);

    public Task<string?> ExportAsync(UserId actor) => Task.FromResult(actor == person?.Id ? "{}" : null);

    private Task<AccountReply> Make(string displayName)
    {
        person = new Person(new UserId(Identifiers.NewId()), handle, displayName);
        return Open();
    }

    private Task<AccountReply> Open()
    {
        open.Add(Identifiers.NewId());
        var grant = new SessionGrant(open[^1], $"{handle}.{refreshed}", DateTimeOffset.UnixEpoch.AddYears(100));
        return Task.FromResult(new AccountReply(person, null, grant));
    }
}

/// <summary>
/// The revoked sessions for a gateway; a test may revoke one without telling the gateway, or let the answer fail.
/// </summary>
internal sealed class FakeSessionRegistry : ISessionRegistryGrain
{
    private readonly Lock gate = new();
    private readonly List<RevokedSession> revoked = [];

    public Exception? Fault { get; set; }

    public int Asked { get; private set; }

    public void Revoke(string sessionId)
    {
        lock (gate)
        {
            revoked.Add(new RevokedSession(sessionId, DateTimeOffset.UnixEpoch.AddYears(100)));
        }
    }

    public Task<IReadOnlyList<RevokedSession>> RevokedSinceAsync(DateTimeOffset since)
    {
        lock (gate)
        {
            Asked++;
            return Fault is { } fault
                ? Task.FromException<IReadOnlyList<RevokedSession>>(fault)
                : Task.FromResult<IReadOnlyList<RevokedSession>>([.. revoked.Where(session => session.RevokedAt >= since)]);
        }
    }

    public Task RevokeAllAsync(UserId user) => throw new NotSupportedException();
}
