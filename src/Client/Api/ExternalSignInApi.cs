using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>
/// The account of another service (OpenID Connect) in the place of a password. Take a nonce, sign the person in there with it,
/// and bring the ID token as a proof. Thread-safe.
/// </summary>
public sealed class ExternalSignInApi
{
    private readonly ServerCalls calls;
    private readonly ExternalSignIn.ExternalSignInClient stub;

    internal ExternalSignInApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new ExternalSignIn.ExternalSignInClient(channel);
    }

    /// <summary>The services whose word the server takes.</summary>
    public async Task<IReadOnlyList<ExternalIssuer>> IssuersAsync(CancellationToken cancellation = default) =>
        (await calls.AsAnybodyAsync(stub.ListIssuersAsync, new ListIssuersRequest(), cancellation).ConfigureAwait(false)).Issuers;

    /// <summary>A nonce for one sign-in at an issuer.</summary>
    public Task<BeginExternalSignInResponse> BeginAsync(string issuerName, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.BeginAsync, new BeginExternalSignInRequest { IssuerName = issuerName }, cancellation);

    /// <summary>Signs in; the first time the request must choose a handle, or is refused with <c>handle_required</c>.</summary>
    public Task<SignedIn> SignInAsync(ExternalSignInRequest request, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.SignInAsync, request, cancellation);

    /// <summary>From now on the identity opens the caller's account too.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> LinkAsync(ExternalProof proof, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.LinkIdentityAsync, new LinkIdentityRequest { Proof = proof }, cancellation).ConfigureAwait(false))
        .Identities;

    /// <summary>The identity of an issuer opens the caller's account no longer.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> UnlinkAsync(string issuer, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.UnlinkIdentityAsync, new UnlinkIdentityRequest { Issuer = issuer }, cancellation).ConfigureAwait(false))
        .Identities;

    /// <summary>The identities that open the caller's account, the oldest first.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> IdentitiesAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.ListIdentitiesAsync, new ListIdentitiesRequest(), cancellation).ConfigureAwait(false)).Identities;

    /// <summary>Gives the caller's account a password, or another one. Ends all sessions but this one.</summary>
    /// <param name="proof">Of a linked identity.</param>
    /// <param name="newPassword">10 to 128 characters.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task SetPasswordAsync(ExternalProof proof, string newPassword, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.SetPasswordAsync, new SetPasswordRequest { Proof = proof, NewPassword = newPassword }, cancellation);

    /// <summary>Ends the caller's account for good.</summary>
    public Task DeleteAccountAsync(ExternalProof proof, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.DeleteAccountAsync, new ExternalDeleteAccountRequest { Proof = proof }, cancellation);
}
