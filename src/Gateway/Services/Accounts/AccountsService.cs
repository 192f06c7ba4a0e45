using System.Diagnostics.CodeAnalysis;
using System.Net;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>Sign-up, sign-in, sessions and tokens, and the deletion of accounts.</summary>
internal sealed class AccountsService(
    IGrainFactory grains,
    AccessTokens tokens,
    RevokedSessions revoked,
    AttemptThrottle throttle,
    AppealTickets appeals,
    GatewayOptions options,
    GatewayMetrics metrics)
    : Wire.V1.Accounts.AccountsBase
{
    public override async Task<SignedIn> SignUp(SignUpRequest request, ServerCallContext context)
    {
        var account = Account(request.Handle, context);
        var invitation = request.Invitation.Trim();
        if (invitation.Length > 0 && !InvitationSecret.IsLinkToken(invitation)
            && !throttle.TryBeginCode(AddressOf(context), out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        var key = invitation.Length > 0 ? InvitationSecret.KeyOf(invitation) : null;
        return SignedIn(
            await account.SignUpAsync(request.Password, request.DisplayName, key).ConfigureAwait(false),
            options.AccessTokens.SignedInFor);
    }

    public override async Task<SignedIn> SignIn(SignInRequest request, ServerCallContext context)
    {
        var account = Account(request.Handle, context);
        return SignedIn(await account.SignInAsync(request.Password).ConfigureAwait(false), options.AccessTokens.SignedInFor);
    }

    public override async Task<SignedIn> MintToken(MintTokenRequest request, ServerCallContext context)
    {
        var account = grains.GetGrain<IAccountGrain>(Normalise(request.Handle));
        return SignedIn(await account.MintAsync(request.DisplayName).ConfigureAwait(false), options.AccessTokens.MintedFor);
    }

    public override Task<SignedIn> EnterAsGuest(EnterAsGuestRequest request, ServerCallContext context)
    {
        if (options.Guests.ConnectionsMax == 0)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.GuestsOff));
        }

        return throttle.TryBeginFrom(AddressOf(context), out var retryAfter)
            ? Task.FromResult(tokens.IssueToGuest(options.Guests.TokenFor))
            : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
    }

    public override Task<WhoAmIResponse> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        return Task.FromResult(new WhoAmIResponse
        {
            UserId = person.Id.Value, Handle = person.Handle, DisplayName = person.DisplayName,
        });
    }

    public override async Task<SignedIn> Refresh(RefreshRequest request, ServerCallContext context)
    {
        // Limited by address only: a stranger could use up a limit per account.
        if (!throttle.TryBeginFrom(AddressOf(context), out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        if (!TryGetHandle(request.RefreshToken, out var handle))
        {
            throw metrics.Refuse(AccountErrors.Of(AccountRejection.RefreshInvalid));
        }

        var reply = await grains.GetGrain<IAccountGrain>(handle).RefreshAsync(request.RefreshToken).ConfigureAwait(false);
        return SignedIn(reply, options.AccessTokens.SignedInFor);
    }

    public override async Task<SignOutResponse> SignOut(SignOutRequest request, ServerCallContext context)
    {
        await Own(context).SignOutAsync(Caller.Of(context).Id, Caller.SessionOf(context)).ConfigureAwait(false);
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new SignOutResponse();
    }

    public override async Task<SignOutEverywhereResponse> SignOutEverywhere(
        SignOutEverywhereRequest request, ServerCallContext context)
    {
        await Own(context).SignOutEverywhereAsync(Caller.Of(context).Id).ConfigureAwait(false);
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new SignOutEverywhereResponse();
    }

    public override async Task<ChangePasswordResponse> ChangePassword(ChangePasswordRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        var reply = await Account(person.Handle, context)
            .ChangePasswordAsync(person.Id, Caller.SessionOf(context), request.OldPassword, request.NewPassword)
            .ConfigureAwait(false);
        Require(reply);
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new ChangePasswordResponse();
    }

    public override async Task<DeleteAccountResponse> DeleteAccount(DeleteAccountRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        Require(await Account(person.Handle, context).DeleteAsync(person.Id, request.Password).ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new DeleteAccountResponse();
    }

    public override async Task<ExportAccountResponse> ExportAccount(ExportAccountRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        var json = await Account(person.Handle, context).ExportAsync(person.Id).ConfigureAwait(false);
        return new ExportAccountResponse { Json = json ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TokenInvalid)) };
    }

    private IAccountGrain Own(ServerCallContext context) => grains.GetGrain<IAccountGrain>(Caller.Of(context).Handle);

    private IAccountGrain Account(string handle, ServerCallContext context)
    {
        var normal = Normalise(handle);
        if (!throttle.TryBegin(normal, AddressOf(context), out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        return grains.GetGrain<IAccountGrain>(normal);
    }

    private string Normalise(string handle) => handle.Length is > 0 and <= AccountBounds.HandleLengthMax
        ? handle.ToLowerInvariant()
        : throw metrics.Refuse(AccountErrors.Of(AccountRejection.HandleInvalid));

    private SignedIn SignedIn(AccountReply reply, TimeSpan life)
    {
        Require(reply);
        return tokens.Issue(reply, life);
    }

    private void Require(AccountReply reply)
    {
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(appeals.RefusalOf(reply));
        }
    }

    private static IPAddress? AddressOf(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress;

    // A handle that no account can have is not asked for: each invented one would cost an activation.
    private static bool TryGetHandle(string refreshToken, [NotNullWhen(true)] out string? handle)
    {
        var end = refreshToken.IndexOf('.', StringComparison.Ordinal);
        handle = end is > 0 and <= AccountBounds.HandleLengthMax ? refreshToken[..end].ToLowerInvariant() : null;
        return handle is not null;
    }
}
