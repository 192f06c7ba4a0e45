using System.Diagnostics.Metrics;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// The gateway's metrics. The media path adds to plain numbers, and instruments read them when a reader asks. No metric has a
/// label for a room or a user.
/// </summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>Name of the meter; the names of the project's meters begin with <c>AudioRooms.</c></summary>
    public const string MeterName = "AudioRooms.Gateway";

    private static readonly string[] TransportNames = ["grpc", "websocket"];
    private static readonly string[] LatencyNames = ["", "interactive", "audience", "economy", "broadcast"];
    private static readonly string[] HeldByNames = ["ack_window", "transport"];
    private static readonly string[] DroppedForNames = ["age", "loudest_only"];
    private static readonly string[] HearingFaultNames = ["unheard", "hears_nothing"];

    /// <summary>Seconds. A slot of the wheel is 5 ms; more than two ticks of the audience is a stall.</summary>
    private static readonly InstrumentAdvice<double> TickBuckets = new()
    {
        HistogramBucketBoundaries = [
            0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1,
        ],
    };

    /// <summary>Seconds. A write costs 12 to 15 µs on a plain socket; above a millisecond the thread was suspended.</summary>
    private static readonly InstrumentAdvice<double> WriteBuckets = new()
    {
        HistogramBucketBoundaries =
            [1e-6, 2e-6, 3e-6, 4e-6, 6e-6, 8e-6, 10e-6, 12e-6, 15e-6, 20e-6, 30e-6, 50e-6, 100e-6, 250e-6, 1e-3, 10e-3],
    };

    /// <summary>
    /// Seconds. Fine around the window (500 ms and the round trip), then up to 10 s, when a listener is given up.
    /// </summary>
    private static readonly InstrumentAdvice<double> AckBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 2, 3, 5, 10],
    };

    private readonly Meter meter;
    private readonly Histogram<double> tickLateness;
    private readonly Counter<long> commandsRefused;
    private readonly Counter<long> requestsRefused;
    private readonly Counter<long> limitsReached;
    private readonly ReasonCounts uplinkDropped = new(
        AudioCodes.NotOnStage,
        AudioCodes.Muted,
        AudioCodes.ListensOnly,
        AudioCodes.TooLarge,
        AudioCodes.Malformed,
        AudioCodes.NotOneFrame,
        AudioCodes.NotTwentyMilliseconds,
        AudioCodes.HeaderInvalid,
        AudioCodes.TooFast);
    private readonly ReasonCounts connectionsClosed = new(
        ClosingCodes.Left,
        ClosingCodes.RoomEnded,
        ClosingCodes.Replaced,
        ClosingCodes.TooSlow,
        ClosingCodes.JoinTimeout,
        ClosingCodes.Malformed,
        ClosingCodes.AudioForbidden,
        ClosingCodes.AudioMalformed,
        ClosingCodes.ServerStopping,
        ClosingCodes.Removed,
        ClosingCodes.MessageTooLarge,
        ClosingCodes.Silent,
        ClosingCodes.TokenExpired,
        ClosingCodes.SignedOut);
    private readonly long[] bundlesSent = new long[LatencyNames.Length];
    private readonly long[] packetsSent = new long[LatencyNames.Length];
    private readonly long[] bytesSent = new long[LatencyNames.Length];
    private readonly long[] connections = new long[TransportNames.Length];
    private readonly long[] listeners = new long[LatencyNames.Length * TransportNames.Length];
    private long uplinkAccepted;
    private long uplinkBytes;
    private long uplinkUndeliverable;
    private readonly long[] mediaHeld = new long[HeldByNames.Length];
    private readonly long[] mediaDropped = new long[DroppedForNames.Length];
    private readonly long[] hearingNotices = new long[HearingFaultNames.Length];
    private long fanOutAllocated;
    private long concealed;
    private long joinsRefusedFull;
    private long joinsPaced;
    private long resumedWithoutRoom;
    private long rooms;

    /// <param name="meters">The meters of the gateway's host.</param>
    public GatewayMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        tickLateness = meter.CreateHistogram(
            "audiorooms.fanout.tick_lateness", "s", "How long after its slot a tick was served.", tags: null, TickBuckets);
        Samples = new FanOutSamples(
            meter.CreateHistogram(
                "audiorooms.fanout.write_cost",
                "s",
                "Time that the fan-out needed to hand a bundle to a connection; measured on a sample.",
                tags: null,
                WriteBuckets),
            meter.CreateHistogram(
                "audiorooms.fanout.ack_age",
                "s",
                "Age of a listener's oldest unacknowledged bundle when sound is due; measured on a sample.",
                tags: null,
                AckBuckets));
        commandsRefused = meter.CreateCounter<long>(
            "audiorooms.commands.refused", "{command}", "Commands refused on connections to rooms.");
        requestsRefused = meter.CreateCounter<long>("audiorooms.requests.refused", "{request}", "Unary calls refused.");
        limitsReached = meter.CreateCounter<long>(
            "audiorooms.limits.reached", "{refusal}", "Requests that met a limit of docs/limits.md.");
        meter.CreateObservableCounter(
            "audiorooms.connections.closed", connectionsClosed.Measure, "{connection}", "Connections that the server ended.");
        meter.CreateObservableCounter(
            "audiorooms.uplink.packets", () => Read(ref uplinkAccepted), "{packet}", "Audio packets taken from speakers.");
        meter.CreateObservableCounter(
            "audiorooms.uplink.dropped", uplinkDropped.Measure, "{packet}", "Audio packets from devices that the gateway "
                + "dropped.");
        meter.CreateObservableCounter(
            "audiorooms.uplink.undeliverable",
            () => Read(ref uplinkUndeliverable),
            "{packet}",
            "Audio packets that the cluster did not take.");
        meter.CreateObservableCounter(
            "audiorooms.bundles.sent", () => ByLatency(bundlesSent), "{bundle}", "Bundles written to listeners.");
        meter.CreateObservableCounter(
            "audiorooms.packets.sent", () => ByLatency(packetsSent), "{packet}", "Packets written to listeners.");
        meter.CreateObservableCounter(
            "audiorooms.media.received", () => Read(ref uplinkBytes), "By", "Opus bytes of the packets taken from speakers.");
        meter.CreateObservableCounter(
            "audiorooms.media.sent",
            () => ByLatency(bytesSent),
            "By",
            "Bytes of the bundles written to listeners, without the transport's framing.");
        meter.CreateObservableCounter(
            "audiorooms.fanout.held",
            () => By("reason", HeldByNames, mediaHeld),
            "{bundle}",
            "Times a bundle was held back from a slow listener.");
        meter.CreateObservableCounter(
            "audiorooms.fanout.dropped",
            () => By("reason", DroppedForNames, mediaDropped),
            "{packet}",
            "Packets dropped for slow listeners.");
        meter.CreateObservableCounter(
            "audiorooms.packets.concealed", () => Read(ref concealed), "{packet}", "Packets that listeners report as concealed.");
        meter.CreateObservableCounter(
            "audiorooms.hearing.notices",
            () => By("reason", HearingFaultNames, hearingNotices),
            "{notice}",
            "Times a speaker was told that no listener plays the voice, or a listener that only others hear the room.");
        meter.CreateObservableUpDownCounter(
            "audiorooms.listeners", Listeners, "{connection}", "Connections that hear a room.");
        meter.CreateObservableUpDownCounter(
            "audiorooms.connections",
            () => By("transport", TransportNames, connections),
            "{connection}",
            "Connections to rooms.");
        meter.CreateObservableCounter(
            "audiorooms.fanout.allocated",
            () => Read(ref fanOutAllocated),
            "By",
            "Bytes that turns of the fan-out's wheel allocated on the managed heap.");
        meter.CreateObservableGauge(
            "audiorooms.fanout.audience_tick",
            () => AudienceTick?.Invoke().TotalSeconds ?? 0,
            "s",
            "Tick of the audience class; it lengthens while the process is nearly saturated.");
        meter.CreateObservableGauge(
            "audiorooms.fanout.full",
            () => IsFull?.Invoke() == true ? 1 : 0,
            "{process}",
            "Whether the process has as many listeners as it can serve and refuses new ones, 1 or 0.");
        meter.CreateObservableCounter(
            "audiorooms.joins.refused_full",
            () => Read(ref joinsRefusedFull),
            "{join}",
            "Joins of new listeners refused because the process was full.");
        meter.CreateObservableCounter(
            "audiorooms.joins.paced",
            () => Read(ref joinsPaced),
            "{join}",
            "Joins that the server told to come again later, because many came at once.");
        meter.CreateObservableCounter(
            "audiorooms.joins.without_room",
            () => Read(ref resumedWithoutRoom),
            "{join}",
            "People that a gateway let back in by their resume token alone, because the room did not answer.");
        meter.CreateObservableGauge(
            "audiorooms.listeners.overflow",
            () => Overflow?.Invoke() ?? 0,
            "{connection}",
            "Listeners that the process serves in the broadcast class because it was nearly full when they came.");
        meter.CreateObservableGauge(
            "audiorooms.listeners.guests", () => Guests?.Invoke() ?? 0, "{connection}", "Listeners without an account.");
        meter.CreateObservableUpDownCounter(
            "audiorooms.rooms", () => Read(ref rooms), "{room}", "Rooms with a listener grain here.");
    }

    /// <summary>Measurements of some of the writes.</summary>
    public FanOutSamples Samples { get; }

    /// <summary>Reads the audience's tick; set by the wheel.</summary>
    public Func<TimeSpan>? AudienceTick { get; set; }

    /// <summary>Reads the number of guests in rooms; set by the connections.</summary>
    public Func<int>? Guests { get; set; }

    /// <summary>Reads whether the process is full; set by the wheel.</summary>
    public Func<bool>? IsFull { get; set; }

    /// <summary>Reads how many listeners wait in the broadcast class; set by the connections.</summary>
    public Func<int>? Overflow { get; set; }

    public void JoinPaced() => Interlocked.Increment(ref joinsPaced);

    public void ResumedWithoutRoom() => Interlocked.Increment(ref resumedWithoutRoom);

    public void JoinRefusedFull() => Interlocked.Increment(ref joinsRefusedFull);

    /// <summary>Sets the bytes that the fan-out has allocated since the start.</summary>
    public void FanOutAllocated(long bytes) => Volatile.Write(ref fanOutAllocated, bytes);

    /// <summary>Counts a packet that passed, with its size.</summary>
    public void UplinkAccepted(int bytes)
    {
        Interlocked.Increment(ref uplinkAccepted);
        Interlocked.Add(ref uplinkBytes, bytes);
    }

    /// <param name="code">One of <see cref="AudioCodes"/>.</param>
    public void UplinkDropped(string code) => uplinkDropped.Add(code);

    public void UplinkUndeliverable() => Interlocked.Increment(ref uplinkUndeliverable);

    /// <summary>Counts writes, with the packets and bytes of all of them together.</summary>
    public void BundlesSent(LatencyClass latency, long bundles, long packets, long bytes)
    {
        Interlocked.Add(ref bundlesSent[(int)latency], bundles);
        Interlocked.Add(ref packetsSent[(int)latency], packets);
        Interlocked.Add(ref bytesSent[(int)latency], bytes);
    }

    public void MediaHeld(HeldBy cause) => Interlocked.Increment(ref mediaHeld[(int)cause]);

    public void MediaDropped(DroppedFor cause, long packets) => Interlocked.Add(ref mediaDropped[(int)cause], packets);

    public void HearingNoticed(HearingFault fault) => Interlocked.Increment(ref hearingNotices[(int)fault]);

    public void Concealed(uint packets) => Interlocked.Add(ref concealed, packets);

    public void ListenerAdded(LatencyClass latency, TransportKind transport) =>
        Interlocked.Increment(ref ListenersOf(latency, transport));

    public void ListenerRemoved(LatencyClass latency, TransportKind transport) =>
        Interlocked.Decrement(ref ListenersOf(latency, transport));

    public void ConnectionOpened(TransportKind transport) => Interlocked.Increment(ref connections[(int)transport]);

    public void ConnectionEnded(TransportKind transport) => Interlocked.Decrement(ref connections[(int)transport]);

    /// <param name="code">One of <see cref="ClosingCodes"/>.</param>
    public void ConnectionClosed(string code) => connectionsClosed.Add(code);

    public void CommandRefused(string code) => commandsRefused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void RequestRefused(string code) => requestsRefused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void LimitReached(string name) => limitsReached.Add(1, new KeyValuePair<string, object?>("limit", name));

    public void RoomOpened() => Interlocked.Increment(ref rooms);

    public void RoomClosed() => Interlocked.Decrement(ref rooms);

    public void TickLateness(long micros) => tickLateness.Record(micros / 1e6);

    public void Dispose() => meter.Dispose();

    /// <summary>True for the meter of this object: every gateway in a process has a meter of the same name.</summary>
    internal bool Owns(Meter other) => ReferenceEquals(meter, other);

    /// <summary>Connections that are served in a latency class.</summary>
    internal long ListenersAt(LatencyClass latency)
    {
        var sum = 0L;
        foreach (var transport in Enum.GetValues<TransportKind>())
        {
            sum += Read(ref ListenersOf(latency, transport));
        }

        return sum;
    }

    /// <summary>Packets from devices that were dropped for a reason.</summary>
    internal long UplinkDrops(string code) => uplinkDropped.Of(code);

    /// <summary>Connections that the server ended for a reason.</summary>
    internal long Closings(string code) => connectionsClosed.Of(code);

    /// <summary>Packets dropped for slow listeners.</summary>
    internal long MediaDrops => Read(ref mediaDropped[(int)DroppedFor.Age]) + Read(ref mediaDropped[(int)DroppedFor.LoudestOnly]);

    /// <summary>Times that devices were told of a fault.</summary>
    internal long HearingNotices(HearingFault fault) => Read(ref hearingNotices[(int)fault]);

    private static long Read(ref long count) => Interlocked.Read(ref count);

    private static IEnumerable<Measurement<long>> By(string label, string[] names, long[] counts)
    {
        for (var index = 0; index < counts.Length; index++)
        {
            yield return new Measurement<long>(Read(ref counts[index]), new KeyValuePair<string, object?>(label, names[index]));
        }
    }

    private static IEnumerable<Measurement<long>> ByLatency(long[] counts)
    {
        for (var latency = (int)LatencyClass.Interactive; latency < counts.Length; latency++)
        {
            yield return new Measurement<long>(
                Read(ref counts[latency]), new KeyValuePair<string, object?>("class", LatencyNames[latency]));
        }
    }

    private ref long ListenersOf(LatencyClass latency, TransportKind transport) =>
        ref listeners[((int)latency * TransportNames.Length) + (int)transport];

    private IEnumerable<Measurement<long>> Listeners()
    {
        for (var latency = LatencyClass.Interactive; (int)latency < LatencyNames.Length; latency++)
        {
            foreach (var transport in Enum.GetValues<TransportKind>())
            {
                yield return new Measurement<long>(
                    Read(ref ListenersOf(latency, transport)),
                    new KeyValuePair<string, object?>("class", LatencyNames[(int)latency]),
                    new KeyValuePair<string, object?>("transport", TransportNames[(int)transport]));
            }
        }
    }
}
