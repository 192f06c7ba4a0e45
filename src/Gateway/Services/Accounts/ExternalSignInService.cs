using System.Net;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>Sign-in with the account of another service in place of a password.</summary>
internal sealed class ExternalSignInService(
    IGrainFactory grains,
    IdTokens idTokens,
    SignInNonces nonces,
    AccessTokens tokens,
    RevokedSessions revoked,
    AttemptThrottle throttle,
    AppealTickets appeals,
    GatewayOptions options,
    GatewayMetrics metrics)
    : ExternalSignIn.ExternalSignInBase
{
    public override Task<ListIssuersResponse> ListIssuers(ListIssuersRequest request, ServerCallContext context)
    {
        var response = new ListIssuersResponse();
        response.Issuers.AddRange(options.Issuers.Select(issuer => new ExternalIssuer
        {
            Name = issuer.Name, Issuer = issuer.Issuer, ClientId = issuer.Audience,
        }));
        return Task.FromResult(response);
    }

    public override Task<BeginExternalSignInResponse> Begin(BeginExternalSignInRequest request, ServerCallContext context)
    {
        if (idTokens.Find(request.IssuerName) is null)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IssuerUnknown));
        }

        var (nonce, expiresAt) = nonces.New(request.IssuerName);
        return Task.FromResult(
            new BeginExternalSignInResponse { Nonce = nonce, ExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds() });
    }

    public override async Task<SignedIn> SignIn(ExternalSignInRequest request, ServerCallContext context)
    {
        var address = context.GetHttpContext().Connection.RemoteIpAddress;
        var verdict = await CheckAsync(request.Proof, address).ConfigureAwait(false);
        var proof = verdict.Proof!;
        var reply = await grains.GetGrain<IExternalIdentityGrain>(proof.Identity.Key())
            .SignInAsync(proof, Newcomer(request, verdict.Name, address))
            .ConfigureAwait(false);
        return tokens.Issue(Accepted(reply), options.AccessTokens.SignedInFor);
    }

    public override async Task<ListIdentitiesResponse> LinkIdentity(LinkIdentityRequest request, ServerCallContext context)
    {
        var proof = await ProofAsync(request.Proof, context).ConfigureAwait(false);
        Accepted(await Own(context).LinkAsync(Caller.Of(context).Id, proof).ConfigureAwait(false));
        return await ListAsync(context).ConfigureAwait(false);
    }

    public override async Task<ListIdentitiesResponse> UnlinkIdentity(UnlinkIdentityRequest request, ServerCallContext context)
    {
        Accepted(await Own(context).UnlinkAsync(Caller.Of(context).Id, request.Issuer).ConfigureAwait(false));
        return await ListAsync(context).ConfigureAwait(false);
    }

    public override Task<ListIdentitiesResponse> ListIdentities(ListIdentitiesRequest request, ServerCallContext context) =>
        ListAsync(context);

    public override async Task<SetPasswordResponse> SetPassword(SetPasswordRequest request, ServerCallContext context)
    {
        var proof = await ProofAsync(request.Proof, context).ConfigureAwait(false);
        Accepted(await Own(context)
            .SetPasswordAsync(Caller.Of(context).Id, Caller.SessionOf(context), proof, request.NewPassword)
            .ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new SetPasswordResponse();
    }

    public override async Task<ExternalDeleteAccountResponse> DeleteAccount(
        ExternalDeleteAccountRequest request, ServerCallContext context)
    {
        var proof = await ProofAsync(request.Proof, context).ConfigureAwait(false);
        Accepted(await Own(context).DeleteExternallyAsync(Caller.Of(context).Id, proof).ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return new ExternalDeleteAccountResponse();
    }

    private async Task<ListIdentitiesResponse> ListAsync(ServerCallContext context)
    {
        var response = new ListIdentitiesResponse();
        foreach (var linked in await Own(context).ListLinkedAsync(Caller.Of(context).Id).ConfigureAwait(false))
        {
            response.Identities.Add(new Wire.V1.LinkedIdentity
            {
                Issuer = linked.Identity.Issuer,
                Subject = linked.Identity.Subject,
                LinkedAtUnixMs = linked.LinkedAt.ToUnixTimeMilliseconds(),
            });
        }

        return response;
    }

    private async Task<Contracts.Users.ExternalProof> ProofAsync(Wire.V1.ExternalProof? proof, ServerCallContext context) =>
        (await CheckAsync(proof, context.GetHttpContext().Connection.RemoteIpAddress).ConfigureAwait(false)).Proof!;

    private async Task<IdTokenVerdict> CheckAsync(Wire.V1.ExternalProof? proof, IPAddress? address)
    {
        if (!throttle.TryBeginFrom(address, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        var verdict = await idTokens.CheckAsync(
            proof?.IssuerName ?? "", proof?.IdToken ?? "", proof?.Nonce ?? "").ConfigureAwait(false);
        return verdict.Refusal is { } refusal ? throw metrics.Refuse(WireErrors.Of(refusal)) : verdict;
    }

    // Null if the device chose no handle: then no account is made.
    private ExternalNewcomer? Newcomer(ExternalSignInRequest request, string? nameThere, IPAddress? address)
    {
        if (request.Handle.Length == 0)
        {
            return null;
        }

        if (request.Handle.Length > AccountBounds.HandleLengthMax)
        {
            throw metrics.Refuse(AccountErrors.Of(AccountRejection.HandleInvalid));
        }

        var invitation = request.Invitation.Trim();
        if (invitation.Length > 0
            && !InvitationSecret.IsLinkToken(invitation)
            && !throttle.TryBeginCode(address, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        var handle = request.Handle.ToLowerInvariant();
        return new ExternalNewcomer(
            handle,
            request.DisplayName.Length > 0 ? request.DisplayName : NameOf(nameThere) ?? handle,
            invitation.Length > 0 ? InvitationSecret.KeyOf(invitation) : null);
    }

    // The person did not choose this name for here. If it is not valid here, it is dropped instead of refusing the person.
    private static string? NameOf(string? nameThere) =>
        nameThere?.Trim() is { Length: > 0 and <= AccountBounds.DisplayNameLengthMax } name && !name.Any(char.IsControl)
            ? name
            : null;

    private IAccountGrain Own(ServerCallContext context) => grains.GetGrain<IAccountGrain>(Caller.Of(context).Handle);

    private AccountReply Accepted(AccountReply reply) =>
        reply.IsAccepted ? reply : throw metrics.Refuse(appeals.RefusalOf(reply));
}
