namespace AudioRooms.Cli.Capacity;

/// <summary>What has to be carried, and by what kind of process.</summary>
/// <param name="Listeners">People who listen at the same time, 1 or more.</param>
/// <param name="Rooms">Rooms that are live at the same time, 1 or more and not more than listeners.</param>
internal sealed record CapacityDemand(long Listeners, long Rooms)
{
    /// <summary>Time between two writes to a listener; the latency class decides it.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Voices that talk at the same time in each room, over time: 0.5 is one voice half of the time. Above 0.</summary>
    public double Voices { get; init; } = 1;

    /// <summary>Processors of a process.</summary>
    public int Cores { get; init; } = 4;

    /// <summary>Share of its processors that a process is planned to use, above 0 and below 1.</summary>
    public double Use { get; init; } = 0.6;

    /// <summary>
    /// True if the listeners of a room come to as few gateways as can carry them; false if each comes to any gateway, as
    /// devices do that a load balancer sends.
    /// </summary>
    public bool IsTogether { get; init; }

    /// <summary>People who listen to the same room, on average.</summary>
    public double ListenersPerRoom => (double)Listeners / Rooms;
}
