using System.ComponentModel.DataAnnotations;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// How long packets wait for each other before they are written. A write costs 12 to 15 µs whatever it carries. A longer tick
/// serves more listeners on a core; a shorter tick sounds closer.
/// </summary>
public sealed class FanOutOptions
{
    /// <summary>
    /// Tick of the audience, 10 ms to 1 s in steps of 5 ms. Default 60 ms: three packets of a speaker in a write.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan AudienceTick { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// Tick of listeners who chose economy, with the same bounds. Default 120 ms: six packets of a speaker in a write.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan EconomyTick { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>
    /// The longest <see cref="AudienceTick"/>, which lengthens by one frame at a time while the process is nearly saturated. If
    /// both are equal the tick is fixed. Default 160 ms: a quarter fewer writes than at 120 ms. A device then acknowledges two
    /// bundles after 320 ms instead of three after 360 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan AudienceTickMax { get; set; } = TimeSpan.FromMilliseconds(160);

    /// <summary>
    /// Tick of listeners who chose broadcast, and of new listeners while the process is nearly full; same bounds. Default 1 s:
    /// fifty packets of a speaker in a write.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan BroadcastTick { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary><see cref="AckEvery"/> for the broadcast class. Default 3.5 s: one acknowledgement for four bundles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:05")]
    public TimeSpan BroadcastAckEvery { get; set; } = TimeSpan.FromSeconds(3.5);

    /// <summary>
    /// <see cref="AckWindow"/> for the broadcast class. Default 6 s: four bundles, one more that comes a moment early, and a
    /// second for jitter.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan BroadcastAckWindow { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How often a device acknowledges while sound arrives. <see cref="AckWindow"/> must exceed it by a tick and the network's
    /// jitter. Reading an acknowledgement costs as much as writing a bundle (ADR 9), so acknowledgements should be rarer than
    /// bundles.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:01")]
    public TimeSpan AckEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How much sound a listener may leave unacknowledged, beyond the network's round trip. Measured on a link of 20 kbit/s: with
    /// 500 ms the listener stays within 1.5 s of live, with 1 s within 3.5 s; without a window the listener falls ever further
    /// behind.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:02")]
    public TimeSpan AckWindow { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After this much continuous trouble a listener gets the loudest speaker only.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LoudestOnlyAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A listener that acknowledges nothing for this long, while sound is sent, is disconnected and may resume.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much sound is kept for devices that come back after a broken connection. The broadcast class keeps a tick more,
    /// because its sound comes a tick later.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:10")]
    public TimeSpan Replay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time that sound waits for more in all classes but broadcast.</summary>
    internal TimeSpan TickMax => AudienceTickMax > EconomyTick ? AudienceTickMax : EconomyTick;

    /// <summary>How often a device of a class acknowledges.</summary>
    internal TimeSpan AckEveryOf(LatencyClass latency) => latency == LatencyClass.Broadcast ? BroadcastAckEvery : AckEvery;

    /// <summary>How much sound a listener may leave unacknowledged.</summary>
    internal TimeSpan AckWindowOf(bool isBroadcast) => isBroadcast ? BroadcastAckWindow : AckWindow;

    /// <summary>The longest time that sound waits for more.</summary>
    internal TimeSpan TickMaxOf(bool isBroadcast) => isBroadcast ? BroadcastTick : TickMax;

    /// <summary>How much past sound a device that comes back gets.</summary>
    internal TimeSpan ReplayOf(LatencyClass latency) => latency == LatencyClass.Broadcast ? Replay + BroadcastTick : Replay;
}
