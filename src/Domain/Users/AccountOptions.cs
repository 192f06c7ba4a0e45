using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Domain.Users;

/// <summary>Options of accounts and sessions.</summary>
public sealed class AccountOptions
{
    /// <summary>Who may sign up.</summary>
    [EnumDataType(typeof(SignUpPolicy))]
    public SignUpPolicy SignUpPolicy { get; set; } = SignUpPolicy.Open;

    /// <summary>How long a session lives without being renewed. 30 days: a person who does not use a device for a month need not
    /// sign in again.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Number of sessions of one account; a further one ends the oldest.</summary>
    [Range(1, 1_000)]
    public int SessionsMax { get; set; } = 20;

    /// <summary>How long nobody can take the handle of a deleted account. Longer than any access token, so that an old token
    /// never names another person, and long enough that the new owner is not taken for the former one.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan HandleRest { get; set; } = TimeSpan.FromDays(30);
}
