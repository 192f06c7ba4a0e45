using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Streaming;

/// <summary>Bounds and periods of one live stream provider. Read once, when the provider is made.</summary>
public sealed class LiveStreamOptions
{
    /// <summary>
    /// Items that wait for one subscriber before the oldest is dropped. More forgives longer pauses, fewer keep the sound fresh and the
    /// memory small: 256 items are about half a second of a stage with ten voices at 50 packets a second each.
    /// </summary>
    [Range(1, 65_536)]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>
    /// How often a silo tells the hub of each of its streams that it is still there. One small call per stream and period.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RenewPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how long without renewal a hub forgets a silo. Three periods by default, so that one lost call costs nothing; until then
    /// publishers go on sending to a silo that died.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo that published stays registered for news of the listeners after its last item.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan PublisherIdle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a hub may take to answer. A subscription fails then; a publisher goes on with the listeners it knows.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HubTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
