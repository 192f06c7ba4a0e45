using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway;

/// <summary>How devices are sent elsewhere before the process ends.</summary>
public sealed class DrainOptions
{
    /// <summary>
    /// Devices are told to move one after the other within this time, so that they do not all come to the other gateways in one
    /// moment. Zero where there is no other gateway: then all are told at once, and come back the sooner.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15")]
    public TimeSpan MoveWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Fewer devices than so many a second are not told more slowly: 200 joins a second are no storm for one gateway.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MovesPerSecond { get; set; } = 200;

    /// <summary>
    /// A drain that lasts longer is broken off, and the process ends with what it still has. Below the 25 s within which a server
    /// ends, so that the silo has time to leave the cluster.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(16);
}
