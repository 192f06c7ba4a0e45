using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>
/// How many people may watch the hallway through one gateway. A watch of a person who follows 5,000 people takes half a megabyte.
/// </summary>
public sealed class WatchOptions
{
    /// <summary>Most watches at once. With more, devices have to ask for the hallway repeatedly.</summary>
    [Range(1, 100_000)]
    public int WatchesMax { get; set; } = 5_000;

    /// <summary>Most watches of one person: a telephone, a computer, and for each one whose end was not noticed yet.</summary>
    [Range(1, 100)]
    public int WatchesPerPersonMax { get; set; } = 4;
}
