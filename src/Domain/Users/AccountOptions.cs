using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Domain.Users;

/// <summary>How accounts are made, kept and ended.</summary>
public sealed class AccountOptions
{
    /// <summary>Who may make one.</summary>
    [EnumDataType(typeof(SignUpPolicy))]
    public SignUpPolicy SignUpPolicy { get; set; } = SignUpPolicy.Open;

    /// <summary>
    /// How long a session lives without being renewed: a month away from the device is no reason to sign in again.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Sessions of one account; a further one ends the oldest.</summary>
    [Range(1, 1_000)]
    public int SessionsMax { get; set; } = 20;

    /// <summary>
    /// How long nobody can take the handle of a deleted account. Longer than any access token, so that an old one names nobody
    /// else; long enough that nobody is taken for the one who left.
    /// </summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan HandleRest { get; set; } = TimeSpan.FromDays(30);
}
