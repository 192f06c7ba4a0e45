namespace AudioRooms.Contracts.Users;

/// <summary>
/// Finds the account of somebody who signed in elsewhere. Key: <see cref="ExternalIdentity.Key"/>. Its turn order keeps two first
/// sign-ins of one person from making two accounts.
/// </summary>
[Alias("AudioRooms.IExternalIdentityGrain")]
public interface IExternalIdentityGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens a session of the account that the identity is linked to. Without one, makes it under the sign-up policy;
    /// that needs a handle.
    /// A refusal leaves the proof good for another try.
    /// </summary>
    /// <param name="proof">Of this identity.</param>
    /// <param name="newcomer">What the account to be made is called; null if there is to be none.</param>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(ExternalProof proof, ExternalNewcomer? newcomer);
}

/// <summary>How somebody who signs in from elsewhere for the first time wants to be known.</summary>
/// <param name="Handle">Lower case.</param>
/// <param name="DisplayName">1 to 50 characters.</param>
/// <param name="InvitationKey">As in <see cref="IAccountGrain.SignUpAsync"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalNewcomer")]
public sealed record ExternalNewcomer(
    [property: Id(0)] string Handle,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] string? InvitationKey);
