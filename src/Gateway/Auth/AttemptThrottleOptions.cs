using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Auth;

/// <summary>
/// How often somebody may try to sign up or in. The account itself locks after wrong passwords; this protects the rest.
/// </summary>
public sealed class AttemptThrottleOptions
{
    /// <summary>Tries a minute for one account, from wherever.</summary>
    [Range(1, 1_000)]
    public int PerAccountPerMinute { get; set; } = 5;

    /// <summary>Tries a minute from one address (IPv6: from one /64). A school behind one address fits.</summary>
    [Range(1, 100_000)]
    public int PerAddressPerMinute { get; set; } = 30;

    /// <summary>
    /// Typed invitation codes a minute from one address. A code has 60 bits: 200 addresses that guess for a day at a million open codes
    /// hit one with a chance of about one in a million.
    /// </summary>
    [Range(1, 1_000)]
    public int CodesPerAddressPerMinute { get; set; } = 5;

    /// <summary>Accounts and addresses remembered at once; while that many are busy, others wait.</summary>
    [Range(100, 10_000_000)]
    public int RememberedMax { get; set; } = 20_000;
}
