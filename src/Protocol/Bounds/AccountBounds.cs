namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Bounds of an account. Lengths are in UTF-16 code units; that of a display name is in user-perceived characters.
/// </summary>
public static class AccountBounds
{
    /// <summary>Shortest handle.</summary>
    public const int HandleLengthMin = 2;

    /// <summary>Longest handle.</summary>
    public const int HandleLengthMax = 30;

    /// <summary>Shortest password.</summary>
    public const int PasswordLengthMin = 10;

    /// <summary>Longest password; hashing a longer one would only cost time.</summary>
    public const int PasswordLengthMax = 128;

    /// <summary>Longest display name; the shortest has one character.</summary>
    public const int DisplayNameLengthMax = 50;

    /// <summary>Wrong passwords in a row before the account is locked for <see cref="LockoutTime"/>.</summary>
    public const int WrongPasswordsMax = 10;

    /// <summary>How long an account accepts no password after <see cref="WrongPasswordsMax"/> wrong ones.</summary>
    public static TimeSpan LockoutTime { get; } = TimeSpan.FromMinutes(15);
}
