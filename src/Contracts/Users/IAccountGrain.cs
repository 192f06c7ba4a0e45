namespace AudioRooms.Contracts.Users;

/// <summary>The account behind a handle. Key: the handle, lower case. One grain per handle makes handles unique.</summary>
[Alias("AudioRooms.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes the account. Stored before it is answered.</summary>
    /// <param name="password">10 to 128 characters; only its hash is kept.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    [Alias("SignUp")]
    Task<AccountReply> SignUpAsync(string password, string displayName);

    /// <summary>Checks the password. After 10 wrong ones in a row the account is locked for 15 minutes.</summary>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(string password);

    /// <summary>
    /// A synthetic user for load tests, made on first use; it has no password, so nobody can sign in as it. Refused for the
    /// handle of a person. The gateway calls this only for the operator.
    /// </summary>
    [Alias("Mint")]
    Task<AccountReply> MintAsync(string displayName);
}
