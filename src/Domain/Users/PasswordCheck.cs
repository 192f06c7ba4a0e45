namespace AudioRooms.Domain.Users;

/// <summary>What the caller must compute before <see cref="Account.VerifyPassword"/> decides about a password.</summary>
public enum PasswordCheck
{
    /// <summary>Compare the password with <see cref="Account.PasswordHash"/>.</summary>
    Compare = 1,

    /// <summary>Hash the password although there is no hash to compare it with. The answer then takes as long as for a wrong
    /// password, and its time does not tell whether the handle exists.</summary>
    SpendTime = 2,

    /// <summary>Compute nothing: the account is locked, and the password does not matter.</summary>
    Nothing = 3,
}
