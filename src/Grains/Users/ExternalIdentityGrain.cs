using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Users;

/// <summary>Keeps nothing in memory: the link is a row, and the account decides.</summary>
internal sealed class ExternalIdentityGrain(IdentityTable identities) : Grain, IExternalIdentityGrain
{
    public async Task<AccountReply> SignInAsync(ExternalProof proof, ExternalNewcomer? newcomer)
    {
        if (proof.Identity.Key() != this.GetPrimaryKeyString())
        {
            throw new ArgumentException("The proof belongs to another identity.", nameof(proof));
        }

        if (await identities.FindAsync(proof.Identity) is { } owner)
        {
            var reply = await GrainFactory.GetGrain<IAccountGrain>(owner.Handle).SignInExternallyAsync(owner.User, proof);
            if (reply.Rejection is not AccountRejection.CredentialsWrong)
            {
                return reply;
            }

            // The row belongs to a deleted account, or to one whose creation a crash interrupted.
            await identities.UnlinkAsync(owner.User, proof.Identity.Issuer);
        }

        return newcomer is null
            ? AccountRejection.HandleRequired
            : await GrainFactory.GetGrain<IAccountGrain>(newcomer.Handle)
                .SignUpExternallyAsync(proof, newcomer.DisplayName, newcomer.InvitationKey);
    }
}
