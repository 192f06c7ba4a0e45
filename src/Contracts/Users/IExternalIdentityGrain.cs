namespace AudioRooms.Contracts.Users;

/// <summary>Finds the account of a person who signs in with an external identity. Key: <see cref="ExternalIdentity.Key"/>. The
/// grain takes one call at a time, so two first sign-ins of one person cannot create two accounts.</summary>
[Alias("AudioRooms.IExternalIdentityGrain")]
public interface IExternalIdentityGrain : IGrainWithStringKey
{
    /// <summary>Opens a session of the account that the identity is linked to. Without a linked account it creates one under the
    /// sign-up policy, which needs a handle. After a refusal the proof can be used again.</summary>
    /// <param name="proof">Proof of this identity.</param>
    /// <param name="newcomer">Names for a new account; null if none shall be created.</param>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(ExternalProof proof, ExternalNewcomer? newcomer);
}

/// <summary>The names that a person chose at the first sign-in with an external identity.</summary>
/// <param name="Handle">Lower case.</param>
/// <param name="DisplayName">1 to 50 characters.</param>
/// <param name="InvitationKey">As in <see cref="IAccountGrain.SignUpAsync"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalNewcomer")]
public sealed record ExternalNewcomer(
    [property: Id(0)] string Handle,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] string? InvitationKey);
