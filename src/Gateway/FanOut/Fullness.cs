namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Whether a process has as many listeners as it can serve: the longest tick does not help any more. One more would then be one
/// too many for all of them. It takes two seconds to become full and two to be so no longer,
/// so that it does not follow single pauses.
/// Pure; not thread-safe.
/// </summary>
internal sealed class Fullness
{
    /// <summary>Load from which lateness is for want of processor time.</summary>
    private const double LoadMax = 0.97;

    /// <summary>Observations in a row that change the verdict: 2 s of <see cref="AdaptiveTick.ObserveEvery"/>.</summary>
    private const int InARow = 4;

    /// <summary>Mean lateness that is too much at the highest load: a frame.</summary>
    private static readonly TimeSpan LateAtFullLoad = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness that is too much whatever the load: most of the longest tick.</summary>
    private static readonly TimeSpan LateAtAnyLoad = TimeSpan.FromMilliseconds(100);

    private int against;

    /// <summary>The verdict now.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes in half a second.</summary>
    /// <param name="isTickLongest">True if the audience's tick cannot lengthen any more.</param>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">How much after its slot a tick was served, on average.</param>
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

    /// <summary>Nothing was served for a while: what was seen before says nothing any more.</summary>
    public void Reset()
    {
        IsFull = false;
        against = 0;
    }
}
