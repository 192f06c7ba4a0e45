using System.Diagnostics;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Users;

/// <summary>Opens, renews and ends the sessions of accounts. The account grain calls it within its turn, which keeps a sign-in
/// with the old password from opening a session after the password was changed.</summary>
internal sealed partial class AccountSessions(
    SessionStore store,
    IGrainFactory grains,
    IOptions<AccountOptions> options,
    [ProductClock] TimeProvider time,
    ILogger<AccountSessions> logger)
{
    /// <summary>A synthetic user has as many sessions as a load test opens.</summary>
    private const int SessionsListedMax = 100;

    private readonly AccountOptions options = options.Value;

    /// <summary>Opens a session of a person.</summary>
    public Task<AccountReply> OpenAsync(Account account)
    {
        var now = time.GetUtcNow();
        return OpenAsync(account, IssuedSession.Open(account.Handle, Identifiers.NewId(), options, now), now);
    }

    /// <summary>Opens a session of a synthetic user.</summary>
    public Task<AccountReply> OpenSyntheticAsync(Account account)
    {
        var now = time.GetUtcNow();
        return OpenAsync(account, IssuedSession.OpenSynthetic(Identifiers.NewId(), now), now);
    }

    /// <summary>Renews the session that a refresh token names, repeats its last renewal, or ends it.</summary>
    public async Task<AccountReply> RefreshAsync(Account account, string refreshToken, RecentRenewals renewals)
    {
        if (!RefreshToken.TryParse(refreshToken, out var token))
        {
            return AccountRejection.RefreshInvalid;
        }

        // A made-up handle costs no query.
        var session = account.IsLive ? await store.FindAsync(account.UserId, token.SessionId) : null;
        var now = time.GetUtcNow();
        var suspended = session is not null && session.Issued(token) ? await RefuseSuspendedAsync(account) : null;
        switch (account.JudgeRefresh(session, token, suspended is not null, now))
        {
            case RefreshVerdict.Renew:
                var renewed = IssuedSession.Renew(token.SessionId, refreshToken, options, now);
                if (!await store.TryRenewAsync(token, renewed.Hashes!, now, renewed.ExpiresAt))
                {
                    return AccountRejection.RefreshInvalid;
                }

                renewals.Remember(token.SessionId, new Renewal(token, renewed, now));
                return await GrantAsync(account, renewed);
            case RefreshVerdict.Revoke when renewals.Find(token.SessionId) is { } last && last.Repeats(token, session!, now):
                return await GrantAsync(account, last.Next);
            case RefreshVerdict.Revoke:
                await store.RevokeAsync(account.UserId, token.SessionId, now);
                LogRefreshReused(token.SessionId, account.UserId.Value);
                return AccountRejection.RefreshInvalid;
            case RefreshVerdict.Suspended:
                return suspended!.Value;
            case RefreshVerdict.Refuse:
                return AccountRejection.RefreshInvalid;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Finds the session of the newest refresh token without using the token up.</summary>
    public async Task<AccountReply> FindAsync(Account account, string refreshToken)
    {
        if (!RefreshToken.TryParse(refreshToken, out var token))
        {
            return AccountRejection.RefreshInvalid;
        }

        var session = account.IsLive ? await store.FindAsync(account.UserId, token.SessionId) : null;
        var suspended = session is not null && session.Issued(token) ? await RefuseSuspendedAsync(account) : null;
        return account.JudgeRefresh(session, token, suspended is not null, time.GetUtcNow()) switch
        {
            RefreshVerdict.Renew => await GrantAsync(
                account, new IssuedSession(token.SessionId, null, session!.ExpiresAt, options.SessionsMax)),
            RefreshVerdict.Suspended => suspended!.Value,
            _ => AccountRejection.RefreshInvalid,
        };
    }

    /// <summary>The user's sessions that go on, the newest first.</summary>
    public Task<IReadOnlyList<OpenSession>> ListAsync(UserId user) =>
        store.ListOpenAsync(user, time.GetUtcNow(), SessionsListedMax);

    /// <summary>Ends one session. The session is found by its user and not by the handle, which may have had another owner
    /// before.</summary>
    public Task EndAsync(UserId user, string sessionId) => store.RevokeAsync(user, sessionId, time.GetUtcNow());

    /// <summary>Ends every session of the user.</summary>
    public Task EndAllAsync(UserId user, string? exceptSessionId = null) =>
        store.RevokeAllAsync(user, time.GetUtcNow(), exceptSessionId);

    private async Task<AccountReply> OpenAsync(Account account, IssuedSession session, DateTimeOffset now)
    {
        await store.OpenAsync(account.UserId, session, now);
        if (await RefuseSuspendedAsync(account) is { } suspended)
        {
            // Checked after the session is stored: a suspension that comes later finds the session and ends it.
            await store.RevokeAsync(account.UserId, session.SessionId, now);
            return suspended;
        }

        return await GrantAsync(account, session);
    }

    // Returns the person with the names of the profile. Creates the profile if it is missing, because a crash may have come
    // between the account and its profile.
    private async Task<AccountReply> GrantAsync(Account account, IssuedSession session)
    {
        var user = grains.GetGrain<IUserGrain>(account.UserId.Value);
        if (await user.GetPersonAsync() is { } known)
        {
            return new AccountReply(known, null, session.ToGrant());
        }

        await user.RegisterAsync(account.Person);
        return new AccountReply(account.Person, null, session.ToGrant());
    }

    private async Task<AccountReply?> RefuseSuspendedAsync(Account account)
    {
        var standing = await grains.GetGrain<IAccountSafetyGrain>(account.UserId.Value).GetStandingAsync();
        return standing.IsSuspended
            ? new AccountReply(account.Person, AccountRejection.Suspended)
            {
                Until = standing.Until,
                Reason = await grains.GetGrain<ISafetyDeskGrain>(0).GetSuspensionReasonAsync(account.UserId),
            }
            : default(AccountReply?);
    }
}
