using System.ComponentModel.DataAnnotations;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// How long packets wait for each other before they are written. A write costs 12-15 µs whatever it carries, so longer ticks
/// carry more people on a core, and shorter ones sound closer.
/// </summary>
public sealed class FanOutOptions
{
    /// <summary>Tick of the audience, 10 ms to 1 s in steps of 5 ms. 60 ms: three packets of a speaker in a write.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan AudienceTick { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Tick of listeners who chose economy, same bounds. 120 ms: six packets of a speaker in a write.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan EconomyTick { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>
    /// What <see cref="AudienceTick"/> may lengthen to, one frame at a time, while the process is nearly saturated; equal to it,
    /// the tick is fixed. 160 ms: a quarter fewer writes than 120 ms. A device acknowledges two bundles after 320 ms then,
    /// not three after 360 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan AudienceTickMax { get; set; } = TimeSpan.FromMilliseconds(160);

    /// <summary>
    /// Tick of listeners who chose broadcast, and of those for whom a process that is nearly full has no other place; same
    /// bounds. 1 s: fifty packets of a speaker in a write.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan BroadcastTick { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>As <see cref="AckEvery"/>, in the broadcast class. 3.5 s: an acknowledgement for four bundles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:05")]
    public TimeSpan BroadcastAckEvery { get; set; } = TimeSpan.FromSeconds(3.5);

    /// <summary>
    /// As <see cref="AckWindow"/>, in the broadcast class. 6 s: four bundles, one that comes a moment too soon,
    /// and a second for jitter.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan BroadcastAckWindow { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How often devices acknowledge while sound arrives. Must leave room in <see cref="AckWindow"/> for a tick and the network's
    /// jitter. Receiving an acknowledgement costs as much as writing a bundle (ADR 9), so it should come more rarely than these.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:01")]
    public TimeSpan AckEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Sound a listener may leave unacknowledged, beyond the network's own round trip. Measured on a 20 kbit/s link: 500 ms keeps
    /// the listener within 1.5 s of live, twice that within 3.5 s, none lets it fall behind for ever.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:02")]
    public TimeSpan AckWindow { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After this much continuous trouble a listener gets only the loudest speaker.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LoudestOnlyAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A listener who acknowledges nothing for this long while sound was sent is disconnected and may resume.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sound kept for those who come back after a broken connection; of the broadcast class, whose sound comes later by it,
    /// a tick more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:10")]
    public TimeSpan Replay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest that sound waits for more, but for the broadcast class.</summary>
    internal TimeSpan TickMax => AudienceTickMax > EconomyTick ? AudienceTickMax : EconomyTick;

    /// <summary>How often a device of a class acknowledges.</summary>
    internal TimeSpan AckEveryOf(LatencyClass latency) => latency == LatencyClass.Broadcast ? BroadcastAckEvery : AckEvery;

    /// <summary>How much sound a listener may leave unacknowledged.</summary>
    internal TimeSpan AckWindowOf(bool isBroadcast) => isBroadcast ? BroadcastAckWindow : AckWindow;

    /// <summary>The longest that sound waits for more.</summary>
    internal TimeSpan TickMaxOf(bool isBroadcast) => isBroadcast ? BroadcastTick : TickMax;

    /// <summary>How much of the past a device that comes back is given.</summary>
    internal TimeSpan ReplayOf(LatencyClass latency) => latency == LatencyClass.Broadcast ? Replay + BroadcastTick : Replay;
}
