using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Posts;

/// <summary>What people may react with, and how often. The set is the one that people know from such rooms.</summary>
public sealed class ReactionOptions
{
    /// <summary>The set; at most 16, because a tally names each.</summary>
    [MinLength(1, ErrorMessage = "Names must have 1 to 16 entries."), MaxLength(16, ErrorMessage = "Names must have 1 to 16 entries.")]
    public string[] Names { get; set; } = ["wave", "100", "peace"];

    /// <summary>Reactions of one person per second.</summary>
    [Range(1, 100)]
    public int PerSecond { get; set; } = 5;

    /// <summary>Reactions of one person at once.</summary>
    [Range(1, 100)]
    public int Burst { get; set; } = 10;

    /// <summary>
    /// How long reactions are counted before they are passed on, once at the gateway where they are given and once where they are
    /// shown: everybody sees them within twice this time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:00.400")]
    public TimeSpan MergeEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}
