namespace AudioRooms.Audio.Sequencing;

/// <summary>What <see cref="ReplayWindow"/> found about a number.</summary>
public enum ReplayVerdict
{
    /// <summary>The number was not seen before.</summary>
    New,

    /// <summary>The number was seen before.</summary>
    Duplicate,

    /// <summary>The number is older than the window and may have been seen; treat it as a duplicate.</summary>
    TooOld,
}

/// <summary>
/// Remembers which of the newest 128 numbers were seen (the sliding bitmap of RFC 4303 §3.4.3). A packet that arrives twice,
/// after a retry or a resumed connection, is then heard once. Not thread-safe.
/// </summary>
public sealed class ReplayWindow
{
    /// <summary>Numbers remembered: 2.56 s at 50 packets a second, more than a resume reaches back.</summary>
    public const int SizePackets = 128;

    /// <summary>Bit n is set if <c>newest - n</c> was seen.</summary>
    private UInt128 seen;
    private long newest = long.MinValue;

    /// <summary>How many of the <see cref="SizePackets"/> newest numbers were seen.</summary>
    public int SeenCount => (int)UInt128.PopCount(seen);

    /// <summary>Checks <paramref name="sequence"/> and remembers it.</summary>
    /// <param name="sequence">An unwrapped number; not negative for a meaningful result.</param>
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
            // As a ulong, because the distance between any two longs fits into one; a long would overflow.
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
