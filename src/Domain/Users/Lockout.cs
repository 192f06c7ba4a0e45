using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Users;

/// <summary>Counts wrong passwords, in sign-ins and elsewhere. Too many in a row lock the account for a while.</summary>
/// <param name="Failures">Wrong passwords in a row: 0 to <see cref="AccountBounds.WrongPasswordsMax"/> - 1.</param>
/// <param name="Until">Passwords are refused before this time; null if the account was not locked since the last right
/// password.</param>
public sealed record Lockout(int Failures, DateTimeOffset? Until)
{
    public static Lockout None { get; } = new(0, null);

    /// <summary>True while even the right password is refused.</summary>
    public bool IsLocked(DateTimeOffset now) => Until > now;

    /// <summary>The count after one more wrong password. A lock starts a new count: ten more attempts are free when it is
    /// over.</summary>
    public Lockout Fail(DateTimeOffset now) => Failures + 1 < AccountBounds.WrongPasswordsMax
        ? this with { Failures = Failures + 1 }
        : new Lockout(0, now + AccountBounds.LockoutTime);
}
