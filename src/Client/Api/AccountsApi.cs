using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Sign-up, sign-in, sessions and deletion of accounts. As everywhere in this namespace, a call throws
/// <see cref="RefusedException"/> if the server refused it, and <see cref="ConnectionLostException"/> if the server is
/// unreachable or did not answer within <see cref="AudioRoomsClientOptions.CallTimeout"/>. Cancelling a call stops the waiting;
/// the server may still carry it out. Thread-safe.</summary>
public sealed class AccountsApi
{
    private readonly ServerCalls calls;
    private readonly Accounts.AccountsClient stub;

    internal AccountsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Accounts.AccountsClient(channel);
    }

    /// <summary>Creates an account and signs in.</summary>
    /// <param name="handle">2 to 30 of a-z, 0-9 and "_"; unique.</param>
    /// <param name="password">10 to 128 characters.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="invitation">Token of a link, typed code or waiting-list ticket; needed where sign-up is by
    /// invitation.</param>
    public Task<SignedIn> SignUpAsync(
        string handle, string password, string displayName, string invitation = "", CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(
            stub.SignUpAsync,
            new SignUpRequest { Handle = handle, Password = password, DisplayName = displayName, Invitation = invitation },
            cancellation);

    /// <summary>Signs in with handle and password.</summary>
    public Task<SignedIn> SignInAsync(string handle, string password, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.SignInAsync, new SignInRequest { Handle = handle, Password = password }, cancellation);

    /// <summary>Renews a session: returns its next access token and refresh token.</summary>
    /// <param name="refreshToken">The refresh token of the latest <see cref="SignedIn"/>; works once.</param>
    public Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.RefreshAsync, new RefreshRequest { RefreshToken = refreshToken }, cancellation);

    /// <summary>A token for a guest without an account, who may listen and look. Refused unless the operator allows
    /// guests.</summary>
    public Task<SignedIn> EnterAsGuestAsync(CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(stub.EnterAsGuestAsync, new EnterAsGuestRequest(), cancellation);

    /// <summary>The user of the access token.</summary>
    public Task<WhoAmIResponse> WhoAmIAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.WhoAmIAsync, new WhoAmIRequest(), cancellation);

    /// <summary>Ends the session of the access token.</summary>
    public Task SignOutAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.SignOutAsync, new SignOutRequest(), cancellation);

    /// <summary>Ends all sessions of the caller, this one included.</summary>
    public Task SignOutEverywhereAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.SignOutEverywhereAsync, new SignOutEverywhereRequest(), cancellation);

    /// <summary>Changes the password and ends all sessions except this one.</summary>
    /// <param name="oldPassword">The present password.</param>
    /// <param name="newPassword">10 to 128 characters.</param>
    public Task ChangePasswordAsync(string oldPassword, string newPassword, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.ChangePasswordAsync,
            new ChangePasswordRequest { OldPassword = oldPassword, NewPassword = newPassword },
            cancellation);

    /// <summary>Deletes the account. There is no way back.</summary>
    public Task DeleteAsync(string password, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.DeleteAccountAsync, new DeleteAccountRequest { Password = password }, cancellation);

    /// <summary>All stored data about the caller: a JSON object with one member per subject.</summary>
    public async Task<string> ExportAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(stub.ExportAccountAsync, new ExportAccountRequest(), cancellation).ConfigureAwait(false)).Json;
}
