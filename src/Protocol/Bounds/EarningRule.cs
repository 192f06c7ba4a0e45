using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Protocol.Bounds;

/// <summary>A deed and the invitations that it earns. A room is examined once, after it has ended.</summary>
public sealed class EarningRule
{
    /// <summary>The deed.</summary>
    public Deed Deed { get; set; }

    /// <summary>Least duration, 1 min to 1 day: of the room from beginning to end, or of the speaker's open microphone.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AtLeast { get; set; }

    /// <summary>Least number of other people on stage, 1 to 100.</summary>
    [Range(1, 100)]
    public int OthersOnStage { get; set; } = 1;

    /// <summary>The period in which the deed counts once.</summary>
    public EarningPeriod Per { get; set; }

    /// <summary>Invitations credited, 1 to 50.</summary>
    [Range(1, 50)]
    public int Count { get; set; } = 1;
}
