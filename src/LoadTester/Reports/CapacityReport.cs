using System.Collections.Immutable;
using System.Text.Json;

namespace AudioRooms.LoadTester.Reports;

/// <summary>The result of a capacity search. Fields may be added, never renamed.</summary>
internal sealed record CapacityReport
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required string Machine { get; init; }

    /// <summary>The SLO.</summary>
    public required string Slo { get; init; }

    /// <summary>Largest number of listeners per room that held the SLO; 0 if not even one did.</summary>
    public required int Capacity { get; init; }

    /// <summary>Smallest number that did not; null if the search ended at its bound.</summary>
    public required int? FirstFailure { get; init; }

    /// <c>server</c>: the SLO broke while the tester had time to spare. <c>tester</c>: the tester was starved when the SLO broke,
    /// so the server may carry more. <c>bound</c>: the largest number that was to be tried held.
    public required string LimitedBy { get; init; }

    public required ImmutableArray<Step> Steps { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>One load test of the search, with its own rooms and joins.</summary>
    internal sealed record Step(int Listeners, bool Passed, bool TesterStarved, LoadReport Report);
}
