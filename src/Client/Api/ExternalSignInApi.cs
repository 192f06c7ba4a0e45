using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Sign-in with the account of another service (OpenID Connect) instead of a password. Get a nonce, let the person sign
/// in there with it, and pass the ID token as proof. Thread-safe.</summary>
public sealed class ExternalSignInApi
{
    private readonly ServerCalls calls;
    private readonly ExternalSignIn.ExternalSignInClient stub;

    internal ExternalSignInApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new ExternalSignIn.ExternalSignInClient(channel);
    }

    /// <summary>The services that the server trusts.</summary>
    public async Task<IReadOnlyList<ExternalIssuer>> IssuersAsync(CancellationToken cancellation = default) =>
        (await calls.AsAnybodyAsync(stub.ListIssuersAsync, new ListIssuersRequest(), cancellation).ConfigureAwait(false)).Issuers;

    /// <summary>A nonce for one sign-in at an issuer.</summary>
    public Task<BeginExternalSignInResponse> BeginAsync(string issuerName, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.BeginAsync, new BeginExternalSignInRequest { IssuerName = issuerName }, cancellation);

    /// <summary>Signs in. The first sign-in must choose a handle; without one it is refused with
    /// <c>handle_required</c>.</summary>
    public Task<SignedIn> SignInAsync(ExternalSignInRequest request, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.SignInAsync, request, cancellation);

    /// <summary>Links an identity, which then opens the caller's account too. Returns the linked identities.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> LinkAsync(ExternalProof proof, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.LinkIdentityAsync, new LinkIdentityRequest { Proof = proof }, cancellation).ConfigureAwait(false))
        .Identities;

    /// <summary>Unlinks the identity of an issuer. Returns the linked identities that are left.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> UnlinkAsync(string issuer, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.UnlinkIdentityAsync, new UnlinkIdentityRequest { Issuer = issuer }, cancellation).ConfigureAwait(false))
        .Identities;

    /// <summary>The identities that open the caller's account, oldest link first.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> IdentitiesAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.ListIdentitiesAsync, new ListIdentitiesRequest(), cancellation).ConfigureAwait(false)).Identities;

    /// <summary>Sets the password of the caller's account and ends all sessions except this one.</summary>
    /// <param name="proof">Proof of a linked identity.</param>
    /// <param name="newPassword">10 to 128 characters.</param>
    public Task SetPasswordAsync(ExternalProof proof, string newPassword, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.SetPasswordAsync, new SetPasswordRequest { Proof = proof, NewPassword = newPassword }, cancellation);

    /// <summary>Deletes the caller's account. There is no way back.</summary>
    public Task DeleteAccountAsync(ExternalProof proof, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.DeleteAccountAsync, new ExternalDeleteAccountRequest { Proof = proof }, cancellation);
}
