using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// What people may react with; how often, the table of limits says. The set is the one that people know from such rooms.
/// </summary>
public sealed class ReactionOptions
{
    /// <summary>The set; at most 16, because a tally names each.</summary>
    [MinLength(1, ErrorMessage = "Names must have 1 to 16 entries."),]
    [ MaxLength(16, ErrorMessage = "Names must have 1 to 16 entries.")]
    public string[] Names { get; set; } = ["wave", "100", "peace"];

    /// <summary>
    /// How long reactions are counted before they are passed on, once at the gateway where they are given and once where they are
    /// shown: everybody sees them within twice this time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:00.400")]
    public TimeSpan MergeEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}
