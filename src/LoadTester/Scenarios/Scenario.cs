using System.Collections.Immutable;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Scenarios;

/// <summary>A load test as a file describes it.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>Length of the measured window in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Joins per second.</summary>
    public required double Ramp { get; init; }

    /// <summary>How many listeners share one TCP connection.</summary>
    public required int PerConnection { get; init; }

    /// <summary>The SLO; null for none.</summary>
    public required Slo? Slo { get; init; }

    public required ImmutableArray<RoomGroup> Rooms { get; init; }
}
