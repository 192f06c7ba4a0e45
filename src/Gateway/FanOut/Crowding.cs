namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Decides whether a process is so near its limit that new listeners are better served once a second than once a tick, and how
/// many of them may return to their wished pace when there is room. The tick lengthens before this point
/// (<see cref="AdaptiveTick"/>); beyond it no listener is let in (<see cref="Fullness"/>). Pure; not thread-safe.
/// </summary>
internal sealed class Crowding
{
    /// <summary>
    /// Load at which one more listener at the audience's pace is too many, although the tick is at its longest.
    /// </summary>
    private const double LoadHigh = 0.95;

    /// <summary>Load up to which there is room again.</summary>
    private const double LoadWithRoom = 0.92;

    /// <summary>
    /// Listeners that return at a time, for each free core. A listener costs about a four-thousandth of a core at the longest
    /// tick, so this fills a quarter of the room at a time and does not overshoot.
    /// </summary>
    private const double ListenersPerFreeCore = 1_000;

    /// <summary>Observations in a row that mean "crowded": 1 s of <see cref="AdaptiveTick.ObserveEvery"/>.</summary>
    private const int CrowdedObservations = 2;

    /// <summary>Observations in a row that mean "room": 2 s.</summary>
    private const int RoomObservations = 4;

    /// <summary>Mean lateness that means "crowded": one Opus frame.</summary>
    private static readonly TimeSpan LateHigh = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness up to which there is room: two slots of the wheel.</summary>
    private static readonly TimeSpan LateWithRoom = TimeSpan.FromMilliseconds(10);

    private int crowded;
    private int calm;

    /// <summary>True from the moment when the process is crowded until it has room again.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Takes in half a second's load and lateness.</summary>
    /// <param name="isTickLongest">True if the audience's tick cannot lengthen any more.</param>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">How late ticks were served after their slot, on average.</param>
    /// <param name="processors">Processors that the process may use.</param>
    /// <returns>How many listeners may return to their wished pace now; 0 while crowded.</returns>
    public int Observe(bool isTickLongest, double load, TimeSpan lateness, int processors)
    {
        crowded = isTickLongest && (load >= LoadHigh || lateness >= LateHigh) ? crowded + 1 : 0;
        calm = load <= LoadWithRoom && lateness <= LateWithRoom ? calm + 1 : 0;
        if (crowded >= CrowdedObservations)
        {
            IsCrowded = true;
        }
        else if (calm >= RoomObservations)
        {
            IsCrowded = false;
        }

        return IsCrowded || calm == 0 ? 0 : 1 + (int)((LoadWithRoom - load) * processors * ListenersPerFreeCore);
    }

    /// <summary>Forgets the observations: after a silence they say nothing about the load of today's sound.</summary>
    public void Reset()
    {
        IsCrowded = false;
        crowded = 0;
        calm = 0;
    }
}
