using System.Net;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>Sign-up, sign-in, sessions and tokens, and the deletion of accounts.</summary>
internal sealed class AccountsService(
    IGrainFactory grains,
    SignIns signIns,
    AccessTokens tokens,
    RevokedSessions revoked,
    AttemptThrottle throttle,
    GatewayOptions options,
    GatewayMetrics metrics)
    : Wire.V1.Accounts.AccountsBase
{
    public override Task<SignedIn> SignUp(SignUpRequest request, ServerCallContext context) =>
        signIns.SignUpAsync(request, AddressOf(context));

    public override Task<SignedIn> SignIn(SignInRequest request, ServerCallContext context) =>
        signIns.SignInAsync(request, AddressOf(context));

    public override async Task<SignedIn> MintToken(MintTokenRequest request, ServerCallContext context)
    {
        var account = grains.GetGrain<IAccountGrain>(signIns.Normalise(request.Handle));
        var reply = await account.MintAsync(request.DisplayName).ConfigureAwait(false);
        return tokens.Issue(signIns.Accepted(reply), options.AccessTokens.MintedFor);
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

    public override Task<SignedIn> Refresh(RefreshRequest request, ServerCallContext context) =>
        signIns.RefreshAsync(request.RefreshToken, AddressOf(context));

    public override async Task<SignOutResponse> SignOut(SignOutRequest request, ServerCallContext context)
    {
        await Own(context).SignOutAsync(Caller.Of(context).Id, Caller.SessionOf(context)).ConfigureAwait(false);
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new SignOutResponse();
    }

    public override async Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context)
    {
        var current = Caller.SessionOf(context);
        var response = new ListSessionsResponse();
        foreach (var session in await Own(context).ListSessionsAsync(Caller.Of(context).Id).ConfigureAwait(false))
        {
            response.Sessions.Add(new Wire.V1.OpenSession
            {
                SessionId = session.SessionId,
                CreatedAtUnixMs = session.CreatedAt.ToUnixTimeMilliseconds(),
                LastUsedAtUnixMs = session.RenewedAt.ToUnixTimeMilliseconds(),
                IsCurrent = session.SessionId == current,
            });
        }

        return response;
    }

    public override async Task<EndSessionResponse> EndSession(EndSessionRequest request, ServerCallContext context)
    {
        // What cannot be an id is nobody's session.
        if (Identifiers.IsWellFormed(request.SessionId))
        {
            await Own(context).SignOutAsync(Caller.Of(context).Id, request.SessionId).ConfigureAwait(false);
            await revoked.RefreshAsync().ConfigureAwait(false);
        }

        return new EndSessionResponse();
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
        var reply = await signIns.Account(person.Handle, AddressOf(context))
            .ChangePasswordAsync(person.Id, Caller.SessionOf(context), request.OldPassword, request.NewPassword)
            .ConfigureAwait(false);
        signIns.Accepted(reply);
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new ChangePasswordResponse();
    }

    public override async Task<DeleteAccountResponse> DeleteAccount(DeleteAccountRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        var account = signIns.Account(person.Handle, AddressOf(context));
        signIns.Accepted(await account.DeleteAsync(person.Id, request.Password).ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new DeleteAccountResponse();
    }

    public override async Task<ExportAccountResponse> ExportAccount(ExportAccountRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        var json = await signIns.Account(person.Handle, AddressOf(context)).ExportAsync(person.Id).ConfigureAwait(false);
        return new ExportAccountResponse { Json = json ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TokenInvalid)) };
    }

    private IAccountGrain Own(ServerCallContext context) => grains.GetGrain<IAccountGrain>(Caller.Of(context).Handle);

    private static IPAddress? AddressOf(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress;
}
