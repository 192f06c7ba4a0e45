using System.Diagnostics;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Grains.Users;

// Who is signed in.
internal sealed partial class AccountGrain
{
    public async Task<AccountReply> RefreshAsync(string refreshToken)
    {
        if (!IsLive
            || !RefreshToken.TryParse(refreshToken, out var token)
            || await sessions.FindAsync(UserId, token.SessionId) is not { } session)
        {
            return AccountRejection.RefreshInvalid;
        }

        var now = time.GetUtcNow();
        if (session.FamilyHash == token.FamilyHash && await RefuseSuspendedAsync() is { } suspended)
        {
            return suspended;
        }

        switch (session.Judge(token, now))
        {
            case RefreshVerdict.Renew:
                var renewed = RefreshToken.After(refreshToken);
                var expiresAt = now + options.SessionLife;
                return RefreshToken.TryParse(renewed, out var next) && await sessions.TryRenewAsync(token, next, now, expiresAt)
                    ? new AccountReply(await IntroduceAsync(), null, new SessionGrant(token.SessionId, renewed, expiresAt))
                    : AccountRejection.RefreshInvalid;
            case RefreshVerdict.Revoke:
                await sessions.RevokeAsync(UserId, token.SessionId, now);
                LogRefreshReused(token.SessionId, UserId.Value);
                return AccountRejection.RefreshInvalid;
            default:
                return AccountRejection.RefreshInvalid;
        }
    }

    // By user, not by account: the sessions of whoever had the handle before are no business of this one.
    public Task SignOutAsync(UserId actor, string sessionId) => sessions.RevokeAsync(actor, sessionId, time.GetUtcNow());

    public Task SignOutEverywhereAsync(UserId actor) => sessions.RevokeAllAsync(actor, time.GetUtcNow());

    private async Task<AccountReply> OpenSessionAsync()
    {
        var now = time.GetUtcNow();
        var expiresAt = now + options.SessionLife;
        var sessionId = Identifiers.NewId();
        var text = RefreshToken.First(Handle, sessionId);
        if (!RefreshToken.TryParse(text, out var token))
        {
            throw new UnreachableException("A refresh token of our own does not parse.");
        }

        await sessions.OpenAsync(UserId, sessionId, token, now, expiresAt, options.SessionsMax);
        if (await RefuseSuspendedAsync() is { } suspended)
        {
            // Asked only now: a suspension that comes later finds the session and ends it.
            await sessions.RevokeAsync(UserId, sessionId, now);
            return suspended;
        }

        return new AccountReply(await IntroduceAsync(), null, new SessionGrant(sessionId, text, expiresAt));
    }

    // One load test may run many processes with the same users: none ends another's session.
    private async Task<AccountReply> OpenSyntheticSessionAsync()
    {
        var now = time.GetUtcNow();
        var expiresAt = now + SyntheticSessionLife;
        var sessionId = Identifiers.NewId();
        await sessions.OpenAsync(UserId, sessionId, token: null, now, expiresAt, sessionsMax: int.MaxValue);
        if (await RefuseSuspendedAsync() is { } suspended)
        {
            await sessions.RevokeAsync(UserId, sessionId, now);
            return suspended;
        }

        return new AccountReply(await IntroduceAsync(), null, new SessionGrant(sessionId, null, expiresAt));
    }

    private async Task<AccountReply?> RefuseSuspendedAsync()
    {
        var standing = await GrainFactory.GetGrain<IAccountSafetyGrain>(account.State.UserId).GetStandingAsync();
        return standing.IsSuspended
            ? new AccountReply(Person, AccountRejection.Suspended)
            {
                Until = standing.Until, Reason = await GrainFactory.GetGrain<ISafetyDeskGrain>(0).WhySuspendedAsync(UserId),
            }
            : default(AccountReply?);
    }
}
