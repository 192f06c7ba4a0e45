using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Users;

/// <summary>Wrong passwords, whatever they were entered for. Too many in a row lock the account for a while.</summary>
/// <param name="Failures">Wrong passwords in a row: 0 to <see cref="AccountBounds.WrongPasswordsMax"/> - 1.</param>
/// <param name="Until">
/// No password counts before this time; null if the account was not locked since the last right password.
/// </param>
public sealed record Lockout(int Failures, DateTimeOffset? Until)
{
    /// <summary>No wrong password so far.</summary>
    public static Lockout None { get; } = new(0, null);

    /// <summary>True while even the right password is refused.</summary>
    public bool IsLocked(DateTimeOffset now) => Until > now;

    /// <summary>After one more wrong password. A lock starts the count anew, so that ten more are free when it is over.</summary>
    public Lockout Fail(DateTimeOffset now) => Failures + 1 < AccountBounds.WrongPasswordsMax
        ? this with { Failures = Failures + 1 }
        : new Lockout(0, now + AccountBounds.LockoutTime);
}
