using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Protocol.Bounds;

/// <summary>What earns how many invitations. A room is looked at once, when it has ended.</summary>
public sealed class EarningRule
{
    /// <summary>What is done.</summary>
    public Deed Deed { get; set; }

    /// <summary>How long: the room from its beginning to its end, or the speaker's microphone while it was open.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AtLeast { get; set; }

    /// <summary>How many others must have been on stage.</summary>
    [Range(1, 100)]
    public int OthersOnStage { get; set; } = 1;

    /// <summary>How often it counts.</summary>
    public EarningPeriod Per { get; set; }

    /// <summary>Invitations credited.</summary>
    [Range(1, 50)]
    public int Count { get; set; } = 1;
}
