using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// One connection as the fan-out sees it: a cursor into the room's packet log, never a queue. Everything but
/// <see cref="Acknowledge"/> belongs to the fan-out's turn.
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

    /// <param name="outbox">Where bundles go.</param>
    /// <param name="options">Window and ladder.</param>
    /// <param name="position">First packet to send.</param>
    /// <param name="isResuming">True if everything from <paramref name="position"/> was promised, however old.</param>
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

    /// <summary>Where its bundles go.</summary>
    public Outbox Outbox { get; }

    /// <summary>Position of the next packet to send.</summary>
    public long Cursor { get; private set; }

    /// <summary>
    /// Written inside the room's gate, as is <see cref="Group"/>; a turn that reads the former one acts on it once more.
    /// </summary>
    public LatencyClass Latency { get; set; }

    /// <summary>The group that serves it; null before it is added and after it is removed.</summary>
    public FanOutGroup? Group { get; set; }

    /// <summary>
    /// The class in which it comes, before it is added: a change of class before the first bundle is a change, too.
    /// </summary>
    public void Begin(LatencyClass latency)
    {
        Latency = latency;
        Pace(latency);
    }

    /// <summary>The device has everything before <paramref name="position"/>. From any one thread at a time.</summary>
    public void Acknowledge(long position, long nowMicros)
    {
        Volatile.Write(ref acknowledgedAtMicros, nowMicros);
        Volatile.Write(ref acknowledgedPosition, position);
    }

    /// <summary>
    /// Sound is due: takes in the latest acknowledgement and gives the listener up if there was none for too long.
    /// </summary>
    /// <returns>False if it was given up.</returns>
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

    /// <summary>How long the oldest bundle it has not acknowledged has been out; 0 if there is none.</summary>
    public long AckAgeMicros(long nowMicros) => window.AgeMicros(nowMicros);

    /// <summary>True if it takes the group's bundle that begins at <paramref name="from"/> as it is.</summary>
    public bool IsInStep(long from, long nowMicros) =>
        Cursor == from && !isCatchingUp && !ladder.IsLoudestOnly(nowMicros) && window.BudgetMicros(nowMicros) > 0;

    /// <summary>True while only the loudest speaker should be sent.</summary>
    public bool IsLoudestOnly(long nowMicros) => ladder.IsLoudestOnly(nowMicros);

    /// <summary>How much sound, in time, may be sent now. What was promised on resume may all go at once.</summary>
    public long BudgetMicros(long nowMicros)
    {
        var budget = window.BudgetMicros(nowMicros);
        return isCatchingUp && budget > 0 ? long.MaxValue : budget;
    }

    /// <summary>
    /// Everything up to <paramref name="end"/> is done with, and of it everything up to <paramref name="sentTo"/> was written.
    /// </summary>
    public void MoveTo(long end, long sentTo, long nowMicros)
    {
        Cursor = end;
        if (sentTo > window.SentTo)
        {
            window.Sent(sentTo, nowMicros);
        }
    }

    /// <summary>It has all there is.</summary>
    public void NoteCaughtUp() => isCatchingUp = false;

    /// <summary>Media was held back or dropped, and the server is not to blame.</summary>
    public void NoteTrouble(long nowMicros) => ladder.NoteTrouble(nowMicros);

    /// <summary>Media before <paramref name="position"/> is dropped for it.</summary>
    public void SkipTo(long position) => Cursor = position;

    // Who comes from another class gets all that the next bundle there would have held, however old by the new class' measure.
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
