namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Step 7 of a packet's way: the client acknowledges positions, and the server skips old sound. Here the server counts how far a
/// listener may be behind in acknowledging what was sent. Transport back-pressure is far too late for live sound: a reader that
/// stops swallows minutes of it before a write blocks. So the gateway counts: it sends only while the oldest unacknowledged write
/// is younger than the window. Pauses in the sound do not count: a device acknowledges while sound arrives, so what it heard last
/// before a pause it may acknowledge after it. Pure; times are microseconds of one monotonic clock. Not thread-safe.
/// </summary>
internal sealed class AckWindow
{
    /// <summary>Writes closer together than this share one mark; finer times would not change any decision.</summary>
    private const long MarkMicrosMin = 40_000;

    /// <summary>
    /// Marks kept: above the longest usual window (2 s) at the finest spacing, so that none is lost in practice.
    /// </summary>
    private const int MarksMax = 64;

    private const int InitialMarks = 8;

    /// <summary>How far the round trip may widen a window: sending more ahead than can be replayed helps nobody.</summary>
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

    /// <param name="window">What an undelayed listener gets; measured: 500 ms keeps a slow link within 1.5 s of live.</param>
    /// <param name="tickMax">Sound that is due again after longer than this comes after a pause.</param>
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
    /// Shortest time from a write to its acknowledgement, the client's own delay of up to 100 ms included; null before the first.
    /// </summary>
    public TimeSpan? RoundTrip =>
        roundTripMicrosMin == long.MaxValue ? null : TimeSpan.FromMicroseconds(roundTripMicrosMin);

    /// <summary>
    /// The window now. It grows by the <em>shortest</em> round trip seen: the typical one contains the queue that the window is
    /// there to keep short, and following it would let a slow link talk itself into a longer window.
    /// </summary>
    public long WindowMicros =>
        roundTripMicrosMin == long.MaxValue
            ? baseMicros
            : Math.Min(baseMicros + roundTripMicrosMin, Math.Max(baseMicros, WindowMicrosMax));

    /// <summary>Starts over at a position: nothing is in flight.</summary>
    public void Restart(long position)
    {
        SentTo = position;
        AcknowledgedTo = position;
        first = 0;
        count = 0;
    }

    /// <summary>
    /// From now on sound comes at another pace. A longer window holds at once. A shorter one holds when everything is
    /// acknowledged that was sent under the longer one: until then its acknowledgements may come as rarely as they did.
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
    /// Notes that sound is due now, whether it can be written or not. If none was for longer than a tick, what is unacknowledged
    /// does not age by the pause.
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

        // Their acknowledgements tell how long the pause was, and nothing about the network.
        sentBeforePause = SentTo;
    }

    /// <summary>Notes that everything before <paramref name="position"/> has been written, or skipped, by now.</summary>
    public void Sent(long position, long nowMicros)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, SentTo);
        SentTo = position;
        if (count > 0)
        {
            ref var newest = ref marks[(first + count - 1) & (marks.Length - 1)];
            if (nowMicros - newest.SentAtMicros < MarkMicrosMin || count == MarksMax)
            {
                // Keeps the earlier time: the newer packets look a little older than they are, never younger.
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

    /// <summary>Notes an acknowledgement. Claims about packets that were never sent count as everything that was.</summary>
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

    /// <summary>
    /// How long the oldest unacknowledged write has been out, pauses not counted; 0 if everything is acknowledged.
    /// </summary>
    public long AgeMicros(long nowMicros) => count == 0 ? 0 : Math.Max(0, nowMicros - marks[first].SentAtMicros);

    /// <summary>How much sound, in time, may still be sent; 0 or less means that media is held back.</summary>
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
