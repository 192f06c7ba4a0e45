using System.Collections.Immutable;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Scenarios;

/// <summary>A load test as a file describes it.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>Length of the measured window.</summary>
    public required double Seconds { get; init; }

    /// <summary>Joins per second.</summary>
    public required double Ramp { get; init; }

    /// <summary>Listeners that share one TCP connection.</summary>
    public required int PerConnection { get; init; }

    /// <summary>What must hold; null if nothing.</summary>
    public required Slo? Slo { get; init; }

    public required ImmutableArray<RoomGroup> Rooms { get; init; }
}
