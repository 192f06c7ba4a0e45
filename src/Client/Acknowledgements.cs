namespace AudioRooms.Client;

/// <summary>
/// What the server is told of the packets that came: up to which position, how many the ear had to do without, how many were lost
/// on the way. Sent by the receiving loop of one session at a time, but for <see cref="SendLast"/>; reports come from any thread.
/// </summary>
/// <param name="positions">Which packets have come.</param>
/// <param name="time">The clock.</param>
internal sealed class Acknowledgements(PositionTracker positions, TimeProvider time)
{
    /// <summary>How often received packets are acknowledged while audio arrives, if the server does not say.</summary>
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    private long sentAt;
    private long missedWhenSent;
    private int concealedByPlayout;
    private int lostByPlayout;
    private volatile bool playoutReports;

    /// <summary>What was played of each voice, for the acknowledgement that reports it.</summary>
    public PlayedTally Played { get; } = new(time);

    /// <summary>Longest time between two of them while audio arrives.</summary>
    public TimeSpan Interval { get; private set; } = UsualInterval;

    /// <summary>The server says how often it wants them.</summary>
    /// <param name="milliseconds">0 leaves it to the client.</param>
    public void SetInterval(uint milliseconds) =>
        Interval = milliseconds == 0 ? UsualInterval : TimeSpan.FromMilliseconds(milliseconds);

    /// <inheritdoc cref="RoomConnection.ReportConcealed"/>
    public void Report(int packetsConcealed, int packetsLost)
    {
        playoutReports = true;
        Interlocked.Add(ref concealedByPlayout, packetsConcealed);
        Interlocked.Add(ref lostByPlayout, packetsLost);
    }

    /// <summary>Sends one if the last was sent so long ago.</summary>
    public void SendIfDue(Session through, long now)
    {
        if (time.GetElapsedTime(Volatile.Read(ref sentAt), now) >= Interval)
        {
            Send(through, now);
        }
    }

    // Step 7 of a packet's way: the client acknowledges positions, and the server skips old sound.
    public void Send(Session through, long now)
    {
        var missed = positions.Missed;
        var concealed = (int)(missed - missedWhenSent) + Interlocked.Exchange(ref concealedByPlayout, 0);
        missedWhenSent = missed;
        Volatile.Write(ref sentAt, now);
        var lost = playoutReports ? Interlocked.Exchange(ref lostByPlayout, 0) : default(int?);
        through.SendAck(positions.Next, concealed, lost, Played.TakeIfDue());
    }

    /// <summary>
    /// Acknowledges the last bundle before a silence, which came too soon after the acknowledgement before it. From any thread.
    /// </summary>
    public void SendLast(Session through)
    {
        if (through.Acknowledged < positions.Next && time.GetElapsedTime(Volatile.Read(ref sentAt)) >= Interval)
        {
            through.SendAck(positions.Next, 0, playoutReports ? 0 : null, heard: null);
        }
    }
}
