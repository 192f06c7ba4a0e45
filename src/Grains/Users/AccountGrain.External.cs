using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Grains.Users;

// The way in through an identity of another service. The gateway has checked the proof; whose the identity is, is known here.
internal sealed partial class AccountGrain
{
    public async Task<AccountReply> SignUpExternallyAsync(ExternalProof proof, string displayName, string? invitationKey)
    {
        displayName = AccountRules.TidyName(displayName);
        return AccountRules.CheckExternalSignUp(Handle, displayName) is { } rejection
            ? rejection
            : await MakeAsync(displayName, invitationKey, async made =>
            {
                made.IsExternal = true;
                return await identities.LinkAsync(proof, new UserId(made.UserId), Handle, time.GetUtcNow());
            });
    }

    public async Task<AccountReply> SignInExternallyAsync(UserId user, ExternalProof proof) =>
        !IsOf(user) ? AccountRejection.CredentialsWrong
        : await CheckProofAsync(proof) is { } rejection ? rejection
        : await OpenSessionAsync();

    public async Task<AccountReply> LinkAsync(UserId actor, ExternalProof proof) =>
        !IsOf(actor) ? AccountRejection.CredentialsWrong
        : await identities.LinkAsync(proof, UserId, Handle, time.GetUtcNow()) is { } rejection ? rejection
        : Person;

    public async Task<AccountReply> UnlinkAsync(UserId actor, string issuer)
    {
        if (!IsOf(actor))
        {
            return AccountRejection.CredentialsWrong;
        }

        if (account.State.PasswordHash is null && !(await identities.ListAsync(actor)).Any(linked => linked.Identity.Issuer != issuer))
        {
            return AccountRejection.LastCredential;
        }

        await identities.UnlinkAsync(actor, issuer);
        return Person;
    }

    public Task<IReadOnlyList<LinkedIdentity>> ListLinkedAsync(UserId actor) => identities.ListAsync(actor);

    public async Task<AccountReply> SetPasswordAsync(UserId actor, string sessionId, ExternalProof proof, string newPassword) =>
        !AccountRules.IsPassword(newPassword) ? AccountRejection.PasswordInvalid
        : !IsOf(actor) ? AccountRejection.CredentialsWrong
        : await CheckProofAsync(proof) is { } rejection ? rejection
        : await StorePasswordAsync(sessionId, newPassword);

    private async Task<AccountRejection?> CheckProofAsync(ExternalProof proof) =>
        await identities.FindAsync(proof.Identity) is { } owner && owner.User == UserId
            ? await identities.SpendAsync(proof, time.GetUtcNow())
            : AccountRejection.CredentialsWrong;
}
