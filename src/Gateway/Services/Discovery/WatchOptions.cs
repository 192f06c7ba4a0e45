using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>
/// How many may watch the hallway through one gateway. A watch of somebody who follows 5,000 people takes half a megabyte.
/// </summary>
public sealed class WatchOptions
{
    /// <summary>Watches at once. Beyond that people ask for the hallway instead.</summary>
    [Range(1, 100_000)]
    public int WatchesMax { get; set; } = 5_000;

    /// <summary>Watches of one person: a telephone, a computer, and one of each whose end was not noticed yet.</summary>
    [Range(1, 100)]
    public int WatchesPerPersonMax { get; set; } = 4;
}
