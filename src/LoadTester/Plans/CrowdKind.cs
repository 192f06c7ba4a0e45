namespace AudioRooms.LoadTester.Plans;

/// <summary>What a listener does besides listening.</summary>
internal enum CrowdKind
{
    /// <summary>Nothing.</summary>
    Listens,

    /// <summary>Raises a hand and lowers it again. A person with a raised hand is served in the stage's latency class.</summary>
    HandRaisers,

    /// <summary>Gives reactions.</summary>
    Reactors,

    /// <summary>Leaves and comes back as a new visit.</summary>
    Leavers,

    /// <summary>Reads no faster than a bad network would permit.</summary>
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

    /// <summary>Share of the room's listeners, above 0 and at most 1.</summary>
    public required double Share { get; init; }

    /// <summary>Mean time between two actions of one person; each wait is half to one and a half of it.</summary>
    public double EverySeconds { get; init; } = 10;

    /// <summary>How long a hand stays raised, or a person who left stays away.</summary>
    public double ForSeconds { get; init; } = 2;

    /// <summary>Rate of a slow link.</summary>
    public int BitsPerSecond { get; init; }

    /// <summary>True if these people should hear everything. People who leave or lack the bandwidth cannot. A reconnect loses
    /// nothing as long as the server still has the missed packets.</summary>
    public static bool HearsEverything(CrowdKind kind) => kind is not (CrowdKind.Leavers or CrowdKind.SlowLinks);
}
