namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Whether a process nears its limit, so that who comes now is better served by the second than by the tick; and how many of
/// those may be served as they wished again. Before it, the tick lengthens (<see cref="AdaptiveTick"/>); beyond it, nobody is let
/// in (<see cref="Fullness"/>). Pure; not thread-safe.
/// </summary>
internal sealed class Crowding
{
    /// <summary>
    /// Load from which a listener more at the audience's pace is one too many, although the tick is at its longest.
    /// </summary>
    private const double LoadHigh = 0.95;

    /// <summary>Load up to which there is room again.</summary>
    private const double LoadWithRoom = 0.92;

    /// <summary>
    /// Listeners for a core that is free, that are brought back at a time. One more takes about a four-thousandth of a core at
    /// the longest tick; a quarter of the way at a time does not overshoot.
    /// </summary>
    private const double ListenersPerFreeCore = 1_000;

    /// <summary>Observations in a row that say that it is crowded: 1 s of <see cref="AdaptiveTick.ObserveEvery"/>.</summary>
    private const int CrowdedObservations = 2;

    /// <summary>Observations in a row that say that there is room: 2 s.</summary>
    private const int RoomObservations = 4;

    /// <summary>Mean lateness that is too much: a frame.</summary>
    private static readonly TimeSpan LateHigh = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean lateness at which there is room: two slots.</summary>
    private static readonly TimeSpan LateWithRoom = TimeSpan.FromMilliseconds(10);

    private int crowded;
    private int calm;

    /// <summary>True from when it is crowded until there is room again.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Takes in half a second.</summary>
    /// <param name="isTickLongest">True if the audience's tick cannot lengthen any more.</param>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="lateness">How much after its slot a tick was served, on average.</param>
    /// <param name="processors">How many there are.</param>
    /// <returns>How many listeners have room now; 0 while it is crowded.</returns>
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

    /// <summary>Nothing was served for a while: what was seen before says nothing any more.</summary>
    public void Reset()
    {
        IsCrowded = false;
        crowded = 0;
        calm = 0;
    }
}
