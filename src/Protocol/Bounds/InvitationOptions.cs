using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Protocol.Bounds;

/// <summary>How many invitations members have, and how long an invitation is valid.</summary>
public sealed class InvitationOptions
{
    /// <summary>Invitations credited when a person joins, 0 to 50. Default 2, as in common products.</summary>
    [Range(0, 50)]
    public int StartingGrant { get; set; } = 2;

    /// <summary>Most invitations that a member ever gets, at the start and by earning; it bounds the ledger.</summary>
    [Range(1, 10_000)]
    public int GrantMax { get; set; } = 1_000;

    /// <summary>Most invitations credited at once.</summary>
    [Range(1, 1_000)]
    public int EarnedAtOnceMax { get; set; } = 50;

    /// <summary>
    /// What earns more invitations. By default half an hour of hosting at least two others earns one a week, and ten minutes of
    /// speaking in another person's room one a month. If empty, none are earned.
    /// </summary>
    public IList<EarningRule> Earning { get; set; } =
    [
        new() { Deed = Deed.Hosted, AtLeast = TimeSpan.FromMinutes(30), OthersOnStage = 2, Per = EarningPeriod.Week },
        new() { Deed = Deed.Spoke, AtLeast = TimeSpan.FromMinutes(10), Per = EarningPeriod.Month },
    ];

    /// <summary>Most invitations that a member makes within 24 h, including those made after revoking others.</summary>
    [Range(1, 1_000)]
    public int IssuedPerDayMax { get; set; } = 50;

    /// <summary>How long an invitation is valid. One that expires unused is given back to its maker.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Most people on the waiting list.</summary>
    [Range(1, 100_000_000)]
    public int WaitingMax { get; set; } = 1_000_000;
}
