using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// One connection as the fan-out sees it: a cursor into the room's packet log, never a queue. Only the fan-out's turn uses it,
/// except for <see cref="Acknowledge"/>.
/// </summary>
internal sealed class FanOutListener
{
    private readonly Action onTooSlow;
    private readonly FanOutOptions options;
    private readonly AckWindow window;
    private readonly long closeAfterMicros;
    private SlowListenerLadder ladder;
    private long acknowledgedPosition;
    private long acknowledgedAtMicros;
    private bool isCatchingUp;
    private bool isGivenUp;
    private bool isBroadcast;
    private LatencyClass pacedAs;

    /// <param name="outbox">Receives the bundles.</param>
    /// <param name="options">
    /// The acknowledgement windows, and the times after which a slow listener gets less or is given up.
    /// </param>
    /// <param name="position">Position of the first packet to send.</param>
    /// <param name="isResuming">True if every packet from <paramref name="position"/> on was promised, however old.</param>
    /// <param name="onTooSlow">Called once, in a turn of the fan-out, when the listener is given up; must not block.</param>
    public FanOutListener(Outbox outbox, FanOutOptions options, long position, bool isResuming, Action onTooSlow)
    {
        Outbox = outbox;
        this.onTooSlow = onTooSlow;
        this.options = options;
        window = new AckWindow(options.AckWindow, options.TickMax);
        window.Restart(position);
        ladder = new SlowListenerLadder(options.LoudestOnlyAfter);
        closeAfterMicros = (long)options.CloseAfter.TotalMicroseconds;
        Cursor = position;
        isCatchingUp = isResuming;
    }

    public Outbox Outbox { get; }

    /// <summary>Position of the next packet to send.</summary>
    public long Cursor { get; private set; }

    /// <summary>
    /// The latency class. Written inside the room's gate, as is <see cref="Group"/>. A turn that still reads the former class
    /// serves the listener by it once more.
    /// </summary>
    public LatencyClass Latency { get; set; }

    /// <summary>The group that serves the listener; null before it is added and after it is removed.</summary>
    public FanOutGroup? Group { get; set; }

    /// <summary>
    /// Sets the first class, before the listener is added. Without it a change of class before the first bundle would go
    /// unnoticed.
    /// </summary>
    public void Begin(LatencyClass latency)
    {
        Latency = latency;
        Pace(latency);
    }

    /// <summary>Notes that the device has everything before <paramref name="position"/>. From one thread at a time.</summary>
    public void Acknowledge(long position, long nowMicros)
    {
        Volatile.Write(ref acknowledgedAtMicros, nowMicros);
        Volatile.Write(ref acknowledgedPosition, position);
    }

    /// <summary>
    /// Takes in the latest acknowledgement when sound is due, and gives the listener up if the last one is too old.
    /// </summary>
    /// <returns>False if the listener is given up.</returns>
    public bool Refresh(long nowMicros)
    {
        if (pacedAs != Latency)
        {
            ChangePace();
        }

        window.Acknowledge(Volatile.Read(ref acknowledgedPosition), Volatile.Read(ref acknowledgedAtMicros));
        window.Due(nowMicros);
        if (!isGivenUp && window.AgeMicros(nowMicros) >= closeAfterMicros)
        {
            isGivenUp = true;
            onTooSlow();
        }

        return !isGivenUp;
    }

    /// <summary>How long the oldest unacknowledged bundle has been out, in microseconds; 0 if all are acknowledged.</summary>
    public long AckAgeMicros(long nowMicros) => window.AgeMicros(nowMicros);

    /// <summary>True if the listener takes the group's bundle that begins at <paramref name="from"/> unchanged.</summary>
    public bool IsInStep(long from, long nowMicros) =>
        Cursor == from && !isCatchingUp && !ladder.IsLoudestOnly(nowMicros) && window.BudgetMicros(nowMicros) > 0;

    /// <summary>True while only the loudest speaker should be sent.</summary>
    public bool IsLoudestOnly(long nowMicros) => ladder.IsLoudestOnly(nowMicros);

    /// <summary>How much sound may be sent now, in microseconds. Sound that was promised on resume may all go at once.</summary>
    public long BudgetMicros(long nowMicros)
    {
        var budget = window.BudgetMicros(nowMicros);
        return isCatchingUp && budget > 0 ? long.MaxValue : budget;
    }

    /// <summary>
    /// Moves the cursor to <paramref name="end"/>. Sound up to <paramref name="sentTo"/> was written; the rest was left out.
    /// </summary>
    public void MoveTo(long end, long sentTo, long nowMicros)
    {
        Cursor = end;
        if (sentTo > window.SentTo)
        {
            window.Sent(sentTo, nowMicros);
        }
    }

    /// <summary>Notes that the listener has all packets of the log.</summary>
    public void NoteCaughtUp() => isCatchingUp = false;

    /// <summary>Notes that media was held back or dropped, and that the server is not to blame.</summary>
    public void NoteTrouble(long nowMicros) => ladder.NoteTrouble(nowMicros);

    /// <summary>Drops the media before <paramref name="position"/>.</summary>
    public void SkipTo(long position) => Cursor = position;

    // A listener from another class gets everything that the next bundle of that class would have held, even what the new class
    // would call too old.
    private void ChangePace()
    {
        isCatchingUp = true;
        Pace(Latency);
    }

    private void Pace(LatencyClass latency)
    {
        pacedAs = latency;
        if (isBroadcast != (latency == LatencyClass.Broadcast))
        {
            isBroadcast = !isBroadcast;
            window.Change(options.AckWindowOf(isBroadcast), options.TickMaxOf(isBroadcast));
        }
    }
}
