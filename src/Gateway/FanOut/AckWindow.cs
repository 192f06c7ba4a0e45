namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Step 7 of a packet's way: the client acknowledges positions, and the server skips old sound. Back-pressure of the transport
/// comes far too late for live sound: a client that stops reading takes minutes of it into buffers before a write blocks, and
/// would later hear all of it late. So the gateway counts: it sends only while the oldest unacknowledged write is younger than
/// the window, and skips what gets too old meanwhile. Pauses in the sound do not count, because a device acknowledges only while
/// sound arrives: it may acknowledge the last sound before a pause after the pause. Pure; times are microseconds of one monotonic
/// clock. Not thread-safe.
/// </summary>
internal sealed class AckWindow
{
    /// <summary>Writes closer together than this share one mark; finer times would change no decision.</summary>
    private const long MarkMicrosMin = 40_000;

    /// <summary>
    /// Most marks kept: 64 × 40 ms is more than the longest usual window (2 s), so in practice no mark is lost.
    /// </summary>
    private const int MarksMax = 64;

    private const int InitialMarks = 8;

    /// <summary>How far the round trip may widen a window: more could not be replayed after a break.</summary>
    private const long WindowMicrosMax = 2_000_000;

    private long baseMicros;
    private long wantedMicros;
    private long shortenAt;
    private long tickMicrosMax;
    private Mark[] marks = new Mark[InitialMarks];
    private int first;
    private int count;
    private long roundTripMicrosMin = long.MaxValue;
    private long dueAtMicros;
    private long sentBeforePause;

    /// <param name="window">
    /// The window before a round trip is added. Measured: 500 ms keeps a slow link within 1.5 s of live.
    /// </param>
    /// <param name="tickMax">The longest time between two bundles while people speak; a longer one is a pause.</param>
    public AckWindow(TimeSpan window, TimeSpan tickMax)
    {
        baseMicros = wantedMicros = (long)window.TotalMicroseconds;
        tickMicrosMax = (long)tickMax.TotalMicroseconds;
    }

    /// <summary>Position after the newest packet sent.</summary>
    public long SentTo { get; private set; }

    /// <summary>Position after the newest packet acknowledged.</summary>
    public long AcknowledgedTo { get; private set; }

    /// <summary>
    /// Shortest time from a write to its acknowledgement, including the client's own delay before it acknowledges; null before
    /// the first.
    /// </summary>
    public TimeSpan? RoundTrip =>
        roundTripMicrosMin == long.MaxValue ? null : TimeSpan.FromMicroseconds(roundTripMicrosMin);

    /// <summary>
    /// The window now, in microseconds. It grows by the <em>shortest</em> round trip seen. The typical round trip contains the
    /// queue that the window must keep short: by that measure a slow link would widen its own window.
    /// </summary>
    public long WindowMicros =>
        roundTripMicrosMin == long.MaxValue
            ? baseMicros
            : Math.Min(baseMicros + roundTripMicrosMin, Math.Max(baseMicros, WindowMicrosMax));

    /// <summary>Starts again at a position, with no write unacknowledged.</summary>
    public void Restart(long position)
    {
        SentTo = position;
        AcknowledgedTo = position;
        first = 0;
        count = 0;
    }

    /// <summary>
    /// Changes the pace of the sound. A longer window holds at once. A shorter one holds when everything sent under the longer
    /// window is acknowledged, because the device acknowledges that sound at the old, slower rate.
    /// </summary>
    /// <inheritdoc cref="AckWindow(TimeSpan, TimeSpan)"/>
    public void Change(TimeSpan window, TimeSpan tickMax)
    {
        wantedMicros = (long)window.TotalMicroseconds;
        tickMicrosMax = (long)tickMax.TotalMicroseconds;
        shortenAt = SentTo;
        if (wantedMicros >= baseMicros || AcknowledgedTo >= shortenAt)
        {
            baseMicros = wantedMicros;
        }
    }

    /// <summary>
    /// Notes that sound is due now, whether it can be written or not. If no sound was due for longer than a tick, unacknowledged
    /// writes do not age by that pause.
    /// </summary>
    public void Due(long nowMicros)
    {
        var pause = nowMicros - dueAtMicros - tickMicrosMax;
        dueAtMicros = nowMicros;
        if (pause <= 0 || count == 0)
        {
            return;
        }

        for (var index = 0; index < count; index++)
        {
            marks[(first + index) & (marks.Length - 1)].SentAtMicros += pause;
        }

        // The time of these acknowledgements says how long the pause was, not how slow the network is.
        sentBeforePause = SentTo;
    }

    /// <summary>Notes that everything before <paramref name="position"/> is written or skipped by now.</summary>
    public void Sent(long position, long nowMicros)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, SentTo);
        SentTo = position;
        if (count > 0)
        {
            ref var newest = ref marks[(first + count - 1) & (marks.Length - 1)];
            if (nowMicros - newest.SentAtMicros < MarkMicrosMin || count == MarksMax)
            {
                // Keeping the earlier time makes the newer packets look a little older than they are, never younger.
                newest.Position = position;
                return;
            }
        }

        if (count == marks.Length)
        {
            Grow();
        }

        marks[(first + count) & (marks.Length - 1)] = new Mark { Position = position, SentAtMicros = nowMicros };
        count++;
    }

    /// <summary>Notes an acknowledgement. A position that was never sent counts as the newest one sent.</summary>
    public void Acknowledge(long position, long nowMicros)
    {
        position = Math.Min(position, SentTo);
        if (position <= AcknowledgedTo)
        {
            return;
        }

        AcknowledgedTo = position;
        baseMicros = position >= shortenAt ? wantedMicros : baseMicros;
        while (count > 0 && marks[first].Position <= position)
        {
            if (marks[first].Position > sentBeforePause)
            {
                roundTripMicrosMin = Math.Min(roundTripMicrosMin, Math.Max(0, nowMicros - marks[first].SentAtMicros));
            }

            first = (first + 1) & (marks.Length - 1);
            count--;
        }
    }

    /// <summary>How long the oldest unacknowledged write has been out, without pauses; 0 if everything is acknowledged.</summary>
    public long AgeMicros(long nowMicros) => count == 0 ? 0 : Math.Max(0, nowMicros - marks[first].SentAtMicros);

    /// <summary>How much sound may still be sent, in microseconds; at 0 or less media is held back.</summary>
    public long BudgetMicros(long nowMicros) => WindowMicros - AgeMicros(nowMicros);

    private void Grow()
    {
        var grown = new Mark[marks.Length * 2];
        for (var index = 0; index < count; index++)
        {
            grown[index] = marks[(first + index) & (marks.Length - 1)];
        }

        marks = grown;
        first = 0;
    }

    private struct Mark
    {
        public long Position;
        public long SentAtMicros;
    }
}
