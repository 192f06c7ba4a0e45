namespace AudioRooms.LoadTester.Plans;

/// <summary>What a listener does besides listening.</summary>
internal enum CrowdKind
{
    /// <summary>Nothing.</summary>
    Listens,

    /// <summary>Raises a hand and lowers it again; with a raised hand one hears as fast as the stage does.</summary>
    HandRaisers,

    /// <summary>Reacts.</summary>
    Reactors,

    /// <summary>Leaves and comes back as a new visit.</summary>
    Leavers,

    /// <summary>Reads no faster than a bad network lets it.</summary>
    SlowLinks,

    /// <summary>Loses the TCP connection and resumes.</summary>
    Reconnects,

    /// <summary>Changes the latency class.</summary>
    ClassChanges,
}

/// <summary>A share of a room's listeners, and what they do.</summary>
internal sealed record CrowdShare
{
    public required CrowdKind Kind { get; init; }

    /// <summary>Share of the room's listeners, above 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Mean time between two deeds of one person; each wait is half as long to half as long again.</summary>
    public double EverySeconds { get; init; } = 10;

    /// <summary>How long a hand stays up, or somebody who has left stays away.</summary>
    public double ForSeconds { get; init; } = 2;

    /// <summary>Of a slow link.</summary>
    public int BitsPerSecond { get; init; }

    /// <summary>
    /// Whether these people are meant to hear everything: who has left, or has no bandwidth for it, cannot. A reconnect costs
    /// nothing as long as the server still holds what was missed.
    /// </summary>
    public static bool HearsEverything(CrowdKind kind) => kind is not (CrowdKind.Leavers or CrowdKind.SlowLinks);
}
