namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Decides whether a process serves as many listeners as it can. With the tick at its longest, one more listener would make the
/// sound late for all of them. The verdict needs two seconds to change either way, so that a single pause does not change it.
/// Pure; not thread-safe.
/// </summary>
internal sealed class Fullness
{
    /// <summary>Load from which lateness is caused by a lack of processor time.</summary>
    private const double LoadMax = 0.97;

    /// <summary>Observations in a row that change the verdict: 2 s of <see cref="AdaptiveTick.ObserveEvery"/>.</summary>
    private const int InARow = 4;

    /// <summary>Mean lateness that is too much at the highest load: one Opus frame.</summary>
    private static readonly TimeSpan LateAtFullLoad = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness that is too much at any load: most of the longest tick.</summary>
    private static readonly TimeSpan LateAtAnyLoad = TimeSpan.FromMilliseconds(100);

    private int against;

    /// <summary>The present verdict.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes in half a second's load and lateness.</summary>
    /// <param name="isTickLongest">True if the audience's tick cannot lengthen any more.</param>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">How late ticks were served after their slot, on average.</param>
    public void Observe(bool isTickLongest, double load, TimeSpan lateness)
    {
        var isTooMuch = isTickLongest && (lateness >= LateAtAnyLoad || (load >= LoadMax && lateness >= LateAtFullLoad));
        against = isTooMuch == IsFull ? 0 : against + 1;
        if (against == InARow)
        {
            IsFull = isTooMuch;
            against = 0;
        }
    }

    /// <summary>Forgets the observations: after a silence they say nothing about the load of today's sound.</summary>
    public void Reset()
    {
        IsFull = false;
        against = 0;
    }
}
