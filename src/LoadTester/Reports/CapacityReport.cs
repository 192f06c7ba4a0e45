using System.Collections.Immutable;
using System.Text.Json;

namespace AudioRooms.LoadTester.Reports;

/// <summary>What a search for the capacity found. Fields may be added, never renamed.</summary>
internal sealed record CapacityReport
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required string Machine { get; init; }

    /// <summary>What had to hold.</summary>
    public required string Slo { get; init; }

    /// <summary>Listeners per room that held it; 0 if not even one did.</summary>
    public required int Capacity { get; init; }

    /// <summary>The smallest number that did not; null if the search ended at its bound.</summary>
    public required int? FirstFailure { get; init; }

    /// <summary>
    /// <c>server</c>: the SLO broke while the tester had time to spare; <c>tester</c>: it was starved where the SLO broke, so the
    /// server may carry more; <c>bound</c>: the largest number that was to be tried held.
    /// </summary>
    public required string LimitedBy { get; init; }

    public required ImmutableArray<Step> Steps { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>One load test of the search, with rooms and joins of its own.</summary>
    internal sealed record Step(int Listeners, bool Passed, bool TesterStarved, LoadReport Report);
}
