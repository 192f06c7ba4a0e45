namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Chooses the length of the audience's tick. A write costs the same whatever it carries. With a fixed tick a process near
/// saturation would fall ever further behind; with a longer tick it writes less often, and the sound comes a little later. The
/// tick lengthens within a second or two. It shortens only when the writes of the shorter tick are sure to fit, so that it does
/// not swing. Pure; not thread-safe.
/// </summary>
internal sealed class AdaptiveTick
{
    /// <summary>Load from which the tick lengthens: above it queues grow faster than the mean load suggests.</summary>
    private const double LoadHigh = 0.85;

    /// <summary>Highest load that a shorter tick may be expected to cause.</summary>
    private const double LoadAfterMax = 0.75;

    /// <summary>Mean lateness from which the tick lengthens at any load: other processes use the processors then.</summary>
    private static readonly TimeSpan LateHigh = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness below which the tick may shorten: one slot of the wheel.</summary>
    private static readonly TimeSpan LateLow = TimeSpan.FromMilliseconds(5);

    /// <summary>The step of a change: one Opus frame, so that each tick carries the same number of packets.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Calm observations in a row before the tick shortens: 3 s.</summary>
    private const int CalmObservations = 6;

    private readonly TimeSpan shortest;
    private readonly TimeSpan longest;
    private int calm;

    /// <param name="shortest">The tick at normal load.</param>
    /// <param name="longest">The longest tick; not below <paramref name="shortest"/>.</param>
    public AdaptiveTick(TimeSpan shortest, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        this.shortest = shortest;
        this.longest = longest;
        Tick = shortest;
    }

    /// <summary>Time between two observations.</summary>
    public static TimeSpan ObserveEvery { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The tick now.</summary>
    public TimeSpan Tick { get; private set; }

    /// <summary>True if the tick cannot lengthen any more.</summary>
    public bool IsLongest => Tick >= longest;

    /// <summary>Takes in half a second's load and lateness.</summary>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">
    /// How late ticks were served after their slot, on average: a single long pause is not saturation.
    /// </param>
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
