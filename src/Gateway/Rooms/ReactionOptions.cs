using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The reactions that people may send. The table of limits says how often. The default names are those common in such rooms.
/// </summary>
public sealed class ReactionOptions
{
    /// <summary>The names; 1 to 16, because a tally may contain all of them.</summary>
    [MinLength(1, ErrorMessage = "Names must have 1 to 16 entries."),]
    [ MaxLength(16, ErrorMessage = "Names must have 1 to 16 entries.")]
    public string[] Names { get; set; } = ["wave", "100", "peace"];

    /// <summary>
    /// How long reactions are counted before they are passed on, once where they are given and once where they are shown.
    /// Everybody sees a reaction within twice this time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:00.400")]
    public TimeSpan MergeEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}
