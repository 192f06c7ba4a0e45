using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Protocol.Bounds;

/// <summary>How many invitations there are, and how long they hold.</summary>
public sealed class InvitationOptions
{
    /// <summary>Credited at the moment of joining. Two is what people know.</summary>
    [Range(0, 50)]
    public int StartingGrant { get; set; } = 2;

    /// <summary>Most that a member is ever granted, start and earned together: bounds the ledger.</summary>
    [Range(1, 10_000)]
    public int GrantMax { get; set; } = 1_000;

    /// <summary>Most that are credited at once.</summary>
    [Range(1, 1_000)]
    public int EarnedAtOnceMax { get; set; } = 50;

    /// <summary>
    /// What earns more: by default half an hour of hosting at least two others earns one a week, ten minutes of speaking in
    /// somebody else's room one a month.
    /// Empty: nothing does.
    /// </summary>
    public IList<EarningRule> Earning { get; set; } =
    [
        new() { Deed = Deed.Hosted, AtLeast = TimeSpan.FromMinutes(30), OthersOnStage = 2, Per = EarningPeriod.Week },
        new() { Deed = Deed.Spoke, AtLeast = TimeSpan.FromMinutes(10), Per = EarningPeriod.Month },
    ];

    /// <summary>Most that a member makes within 24 h, also by calling back and making anew.</summary>
    [Range(1, 1_000)]
    public int IssuedPerDayMax { get; set; } = 50;

    /// <summary>How long an invitation may be used. A forgotten one gives its place back.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Most people on the waiting list.</summary>
    [Range(1, 100_000_000)]
    public int WaitingMax { get; set; } = 1_000_000;
}
