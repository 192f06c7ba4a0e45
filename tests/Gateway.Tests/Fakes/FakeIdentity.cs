using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An external identity that has an account once a handle was chosen.</summary>
internal sealed class FakeIdentity(FakeCluster cluster) : IExternalIdentityGrain
{
    private string? handle;

    public async Task<AccountReply> SignInAsync(ExternalProof proof, ExternalNewcomer? newcomer)
    {
        handle ??= newcomer?.Handle;
        return handle is null
            ? AccountRejection.HandleRequired
            : await cluster.Account(handle).SignUpExternallyAsync(
                proof, newcomer?.DisplayName ?? handle, newcomer?.InvitationKey);
    }
}
