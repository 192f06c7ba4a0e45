namespace AudioRooms.Client;

/// <summary>Tracks which packets of a room's packet log have arrived. The log numbers packets without gaps. So a skipped number
/// is a packet that was dropped for this listener, and after a broken connection the number to resume at is always known. Written
/// by one thread.</summary>
internal sealed class PositionTracker
{
    /// <summary>The bits above these identify the log.</summary>
    private const int BitsOfLog = 40;

    private long next;
    private long missed;
    private long repeated;

    /// <summary>The position after the newest packet received; acknowledgements and resumed joins carry it.</summary>
    public long Next => Volatile.Read(ref next);

    /// <summary>Number of skipped packets over the whole life of the connection.</summary>
    public long Missed => Volatile.Read(ref missed);

    /// <summary>Number of packets that arrived twice and were dropped.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>Sets the position at which the server continues. Returns true if no packet is missing. A position before the
    /// expected one belongs to another log (of another gateway, or of a restarted one), whose numbers do not tell what was
    /// lost.</summary>
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

    /// <summary>False for a bundle of the earlier log that was still on its way when the sound was changed.</summary>
    public bool IsOfThisLog(long position) => position >> BitsOfLog == next >> BitsOfLog;

    /// <summary>Takes a bundle. Returns how many of its packets were received before.</summary>
    /// <param name="position">Position of its first packet.</param>
    /// <param name="count">Number of its packets.</param>
    /// <param name="end">If packets were left out of the bundle: the position after the range that it covers; the rest counts as
    /// missed. Otherwise 0.</param>
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
