using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Streaming;

/// <summary>Bounds and periods of one live stream provider. Read once, when the provider is made.</summary>
public sealed class LiveStreamOptions
{
    /// <summary>
    /// Items that wait for one subscriber before the oldest is dropped. More forgives longer pauses, fewer keep the sound fresh
    /// and the memory small: 256 items are about half a second of a stage with ten voices at 50 packets a second each.
    /// </summary>
    [Range(1, 65_536)]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>
    /// How often a silo tells the hub of each of its streams that it is still there. One small call per stream and period.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RenewPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how long without renewal a hub forgets a silo. Three periods by default, so that one lost call costs nothing; until
    /// then publishers go on sending to a silo that died.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo that published stays registered for news of the listeners after its last item.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan PublisherIdle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a hub may take to answer. A subscription fails then; a publisher goes on with the listeners it knows.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HubTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an item from another process that overtook others is held for them at most. One Opus frame's time by default: a
    /// packet that comes later is concealed at the listener anyway, and more would be heard as delay whenever a packet is lost.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan OrderWait { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How far an item may run ahead of the one that is due, in items of one publishing process on one stream. The memory for it,
    /// 16 bytes an item, is taken only where items arrive out of order. As long as <see cref="QueueCapacity"/> by default: a
    /// longer run would not fit into a subscriber's queue once it is in order.
    /// </summary>
    [Range(1, 65_536)]
    public int OrderWindow { get; set; } = 256;

    /// <summary>
    /// Publishing processes of one stream whose position is remembered; the one heard longest ago makes room. More processes than
    /// have people on one stage cost each change of speaker one <see cref="OrderWait"/>.
    /// </summary>
    [Range(1, 65_536)]
    public int RememberedPublishers { get; set; } = 64;

    /// <summary>
    /// How long the position of a publishing process is remembered after its last item, to within one <see cref="RenewPeriod"/>.
    /// Longer than <see cref="PublisherIdle"/>, or the first item after a pause is held for one <see cref="OrderWait"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PublisherMemory { get; set; } = TimeSpan.FromMinutes(5);
}
