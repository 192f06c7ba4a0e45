namespace AudioRooms.Audio.Sequencing;

/// <summary>What <see cref="ReplayWindow"/> knows about a number.</summary>
public enum ReplayVerdict
{
    /// <summary>Seen for the first time.</summary>
    New,

    /// <summary>Seen before.</summary>
    Duplicate,

    /// <summary>Older than the window: it cannot be told from a duplicate, treat it as one.</summary>
    TooOld,
}

/// <summary>
/// Remembers which of the newest 128 numbers were seen (the sliding bitmap of RFC 4303 §3.4.3), so that a packet that
/// arrives twice, over a retry or a resumed connection, is heard once. Not thread-safe.
/// </summary>
public sealed class ReplayWindow
{
    /// <summary>Numbers remembered: 2.56 s at 50 packets a second, more than any resume reaches back.</summary>
    public const int SizePackets = 128;

    /// <summary>Bit n: was <c>newest - n</c> seen?</summary>
    private UInt128 seen;
    private long newest = long.MinValue;

    /// <summary>How many of the <see cref="SizePackets"/> newest numbers were seen.</summary>
    public int SeenCount => (int)UInt128.PopCount(seen);

    /// <summary>Judges <paramref name="sequence"/> and remembers it.</summary>
    /// <param name="sequence">An unwrapped number, not negative for a useful answer.</param>
    public ReplayVerdict Accept(long sequence)
    {
        if (seen == UInt128.Zero)
        {
            newest = sequence;
            seen = UInt128.One;
            return ReplayVerdict.New;
        }

        if (sequence > newest)
        {
            // ulong: the distance between any two longs fits, where long would wrap.
            var step = unchecked((ulong)(sequence - newest));
            seen = step >= SizePackets ? UInt128.One : (seen << (int)step) | UInt128.One;
            newest = sequence;
            return ReplayVerdict.New;
        }

        var age = unchecked((ulong)(newest - sequence));
        if (age >= SizePackets)
        {
            return ReplayVerdict.TooOld;
        }

        var bit = UInt128.One << (int)age;
        if ((seen & bit) != UInt128.Zero)
        {
            return ReplayVerdict.Duplicate;
        }

        seen |= bit;
        return ReplayVerdict.New;
    }
}
