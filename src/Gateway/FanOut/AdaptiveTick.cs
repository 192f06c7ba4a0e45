namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// How long the audience's tick is. A write costs the same whatever it carries, so a process that nears saturation writes more
/// rarely and sounds a little later, instead of falling behind; when there is room again the tick returns. It lengthens within a
/// second or two and shortens only when the shorter tick's writes are sure to fit, so it does not swing. Pure; not thread-safe.
/// </summary>
internal sealed class AdaptiveTick
{
    /// <summary>Load from which the tick lengthens: beyond it queues grow faster than the mean says.</summary>
    private const double LoadHigh = 0.85;

    /// <summary>Load that a shorter tick may be expected to cause.</summary>
    private const double LoadAfterMax = 0.75;

    /// <summary>
    /// Mean lateness from which the tick lengthens although the processors are not full: somebody else has them.
    /// </summary>
    private static readonly TimeSpan LateHigh = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness below which nothing is wrong: one slot.</summary>
    private static readonly TimeSpan LateLow = TimeSpan.FromMilliseconds(5);

    /// <summary>A frame: a tick of whole frames carries the same number of packets every time.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Observations without need in a row, before the tick shortens: 3 s.</summary>
    private const int CalmObservations = 6;

    private readonly TimeSpan shortest;
    private readonly TimeSpan longest;
    private int calm;

    /// <param name="shortest">The tick without need.</param>
    /// <param name="longest">What it may become; not below <paramref name="shortest"/>.</param>
    public AdaptiveTick(TimeSpan shortest, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        this.shortest = shortest;
        this.longest = longest;
        Tick = shortest;
    }

    /// <summary>How often to observe.</summary>
    public static TimeSpan ObserveEvery { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The tick now.</summary>
    public TimeSpan Tick { get; private set; }

    /// <summary>True if it cannot lengthen any more.</summary>
    public bool IsLongest => Tick >= longest;

    /// <summary>Takes in half a second.</summary>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">How much after its slot a tick was served, on average: one long pause is no lack of room.</param>
    public void Observe(double load, TimeSpan lateness)
    {
        if (load >= LoadHigh || lateness >= LateHigh)
        {
            calm = 0;
            Tick = Min(Tick + Step, longest);
            return;
        }

        var shorter = Max(Tick - Step, shortest);
        var isCalm = shorter < Tick && lateness < LateLow && load * (Tick / shorter) <= LoadAfterMax;
        calm = isCalm ? calm + 1 : 0;
        if (calm >= CalmObservations)
        {
            calm = 0;
            Tick = shorter;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
