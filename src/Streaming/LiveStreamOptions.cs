using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Streaming;

/// <summary>Bounds and intervals of one live stream provider. Read once, when the provider is made.</summary>
public sealed class LiveStreamOptions
{
    /// <summary>
    /// Most items that wait for one subscriber; with more the oldest is dropped. A larger queue tolerates longer pauses; a
    /// smaller one keeps sound fresh and memory small. Default 256: about half a second of a stage with ten voices at 50 packets
    /// a second each.
    /// </summary>
    [Range(1, 65_536)]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>
    /// How often a silo renews its announcement at the hub of each of its streams: one small call per stream and interval.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RenewPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After this time without a renewal a hub forgets a silo; until then publishers go on sending to a silo that died. Default
    /// three intervals, so that one lost call does no harm.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its last item a publishing silo stays registered for changes of the listeners.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan PublisherIdle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a hub may take to answer. After that a subscription fails, and a publisher goes on with the listeners that it
    /// knows.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HubTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest time that an item from another process that overtook others is held for them. Default one Opus frame: the
    /// listener conceals a packet that comes later anyway, and a longer wait would be heard as delay whenever a packet is lost.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan OrderWait { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How far an item may be ahead of the one that is due, in items of one publishing process on one stream. The memory for it,
    /// 16 bytes per item, is taken only where items arrive out of order. Default <see cref="QueueCapacity"/>: a longer run would
    /// not fit into a subscriber's queue once it is in order.
    /// </summary>
    [Range(1, 65_536)]
    public int OrderWindow { get; set; } = 256;

    /// <summary>
    /// Publishing processes of one stream whose position is remembered; a new one replaces the one heard longest ago. If more
    /// processes have people on one stage, each change of speaker costs one <see cref="OrderWait"/>.
    /// </summary>
    [Range(1, 65_536)]
    public int RememberedPublishers { get; set; } = 64;

    /// <summary>
    /// How long the position of a publishing process is remembered after its last item, precise to one <see cref="RenewPeriod"/>.
    /// It should exceed <see cref="PublisherIdle"/>; otherwise the first item after a pause is held for one
    /// <see cref="OrderWait"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PublisherMemory { get; set; } = TimeSpan.FromMinutes(5);
}
