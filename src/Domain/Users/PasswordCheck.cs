namespace AudioRooms.Domain.Users;

/// <summary>What is to be computed before <see cref="Account.VerifyPassword"/> decides about a password.</summary>
public enum PasswordCheck
{
    /// <summary>Compare the password with <see cref="Account.PasswordHash"/>.</summary>
    Compare = 1,

    /// <summary>
    /// There is no hash to compare with. Hash the password all the same: the answer then takes as long as for a wrong password,
    /// and its time does not tell whether the handle exists.
    /// </summary>
    SpendTime = 2,

    /// <summary>Nothing: the account is locked, and the password does not matter.</summary>
    Nothing = 3,
}
