namespace AudioRooms.Client;

/// <summary>
/// Which packets of a room's packet log have come. The log numbers them without gaps, so a number that is skipped is a packet
/// that was dropped for this listener, and the number to ask for after a broken connection is always known.
/// Written by one thread.
/// </summary>
internal sealed class PositionTracker
{
    /// <summary>Logs are told apart by the bits above.</summary>
    private const int BitsOfLog = 40;

    private long next;
    private long missed;
    private long repeated;

    /// <summary>Position after the newest packet received: what acknowledgements and resumed joins carry.</summary>
    public long Next => Volatile.Read(ref next);

    /// <summary>Packets that were skipped, over the whole life of the connection.</summary>
    public long Missed => Volatile.Read(ref missed);

    /// <summary>Packets that came twice and were thrown away.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>
    /// The server says where it goes on. Returns true if nothing is missing. A position that lies before the expected one belongs
    /// to another log (another gateway, or a restarted one), whose numbers say nothing about what was lost.
    /// </summary>
    public bool Begin(long position, bool first, bool resumed)
    {
        if (!first && resumed)
        {
            missed += Math.Max(0, position - next);
            var whole = position <= next;
            next = Math.Max(next, position);
            return whole;
        }

        next = position;
        return first;
    }

    /// <summary>False for a bundle of the log that was heard before the sound was changed: it was still on its way.</summary>
    public bool IsOfThisLog(long position) => position >> BitsOfLog == next >> BitsOfLog;

    /// <summary>
    /// A bundle that starts at <paramref name="position"/>. Returns how many of its packets were received before.
    /// </summary>
    /// <param name="position">Of its first packet.</param>
    /// <param name="count">Packets in it.</param>
    /// <param name="end">
    /// Position after what it covers if packets were left out of it, which counts them as missed; else 0.
    /// </param>
    public int Take(long position, int count, long end = 0)
    {
        var counted = position + count;
        var covered = Math.Max(counted, end);
        var before = covered > counted && covered <= next ? count : (int)Math.Clamp(next - position, 0, count);
        missed += Math.Max(0, position - next) + Math.Max(0, covered - Math.Max(counted, next));
        repeated += before;
        next = Math.Max(next, covered);
        return before;
    }
}
