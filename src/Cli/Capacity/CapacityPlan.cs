namespace AudioRooms.Cli.Capacity;

/// <summary>What a demand needs.</summary>
internal sealed record CapacityPlan
{
    public required CapacityDemand Demand { get; init; }

    /// <summary>Processes that carry devices.</summary>
    public required long Gateways { get; init; }

    /// <summary>Processors that they use, not counting what they keep free.</summary>
    public required double GatewayCores { get; init; }

    /// <summary>Memory of each, in bytes.</summary>
    public required double GatewayBytes { get; init; }

    /// <summary>Processes that hold the grains.</summary>
    public required long Silos { get; init; }

    /// <summary>Processors that they use.</summary>
    public required double SiloCores { get; init; }

    /// <summary>Gateways at which one room is heard, on average.</summary>
    public required double GatewaysPerRoom { get; init; }

    /// <summary>From gateways to listeners, in bits a second.</summary>
    public required double ToListeners { get; init; }

    /// <summary>From speakers to gateways, in bits a second.</summary>
    public required double FromSpeakers { get; init; }

    /// <summary>From silos to gateways, in bits a second.</summary>
    public required double Between { get; init; }

    /// <summary>Transactions of the database in a second.</summary>
    public required double Commits { get; init; }

    /// <summary>Connections that the silos may open to it.</summary>
    public required long Connections { get; init; }

    /// <summary>What gives way first if the demand grows, the nearest to its limit first.</summary>
    public required IReadOnlyList<CapacityLimit> Limits { get; init; }
}
