using System.Diagnostics.CodeAnalysis;
using System.Net;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>
/// Sign-up, sign-in and the renewal of a session, for the calls and for the cookie of a page alike: the same limits, and the same
/// refusals, which are thrown as <see cref="RefusalException"/>. Thread-safe.
/// </summary>
internal sealed class SignIns(
    IGrainFactory grains,
    AccessTokens tokens,
    AttemptThrottle throttle,
    AppealTickets appeals,
    GatewayOptions options,
    GatewayMetrics metrics)
{
    public async Task<SignedIn> SignUpAsync(SignUpRequest request, IPAddress? address)
    {
        var account = Account(request.Handle, address);
        var invitation = request.Invitation.Trim();
        if (invitation.Length > 0 && !InvitationSecret.IsLinkToken(invitation)
            && !throttle.TryBeginCode(address, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        var key = invitation.Length > 0 ? InvitationSecret.KeyOf(invitation) : null;
        return SignedIn(await account.SignUpAsync(request.Password, request.DisplayName, key).ConfigureAwait(false));
    }

    public async Task<SignedIn> SignInAsync(SignInRequest request, IPAddress? address) =>
        SignedIn(await Account(request.Handle, address).SignInAsync(request.Password).ConfigureAwait(false));

    public async Task<SignedIn> RefreshAsync(string refreshToken, IPAddress? address)
    {
        CountFrom(address);
        return TryGetHandle(refreshToken, out var handle)
            ? SignedIn(await grains.GetGrain<IAccountGrain>(handle).RefreshAsync(refreshToken).ConfigureAwait(false))
            : throw metrics.Refuse(AccountErrors.Of(AccountRejection.RefreshInvalid));
    }

    /// <summary>
    /// Whose session the newest refresh token is of; null if it is of none that goes on. The token is not used up.
    /// </summary>
    public async Task<(Contracts.Users.Person Person, SessionGrant Session)?> FindSessionAsync(
        string refreshToken, IPAddress? address)
    {
        CountFrom(address);
        return TryGetHandle(refreshToken, out var handle)
            && await grains.GetGrain<IAccountGrain>(handle).FindSessionAsync(refreshToken).ConfigureAwait(false)
                is { Rejection: null, Person: { } person, Session: { } session }
            ? (person, session)
            : null;
    }

    /// <summary>The account of a handle; counts a try against it.</summary>
    public IAccountGrain Account(string handle, IPAddress? address)
    {
        var normal = Normalise(handle);
        return throttle.TryBegin(normal, address, out var retryAfter)
            ? grains.GetGrain<IAccountGrain>(normal)
            : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
    }

    public string Normalise(string handle) => handle.Length is > 0 and <= AccountBounds.HandleLengthMax
        ? handle.ToLowerInvariant()
        : throw metrics.Refuse(AccountErrors.Of(AccountRejection.HandleInvalid));

    /// <summary>The reply itself, unless the account refused.</summary>
    public AccountReply Accepted(AccountReply reply) => reply.IsAccepted ? reply : throw metrics.Refuse(appeals.RefusalOf(reply));

    private SignedIn SignedIn(AccountReply reply) => tokens.Issue(Accepted(reply), options.AccessTokens.SignedInFor);

    // By address alone: a limit per account would let a stranger use it up.
    private void CountFrom(IPAddress? address)
    {
        if (!throttle.TryBeginFrom(address, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }
    }

    // What cannot be an account's is not asked about: each made-up one would cost an activation.
    private static bool TryGetHandle(string refreshToken, [NotNullWhen(true)] out string? handle)
    {
        var end = refreshToken.IndexOf('.', StringComparison.Ordinal);
        handle = end is > 0 and <= AccountBounds.HandleLengthMax ? refreshToken[..end].ToLowerInvariant() : null;
        return handle is not null;
    }
}
