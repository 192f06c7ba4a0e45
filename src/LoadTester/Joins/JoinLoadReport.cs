using System.Text.Json;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Joins;

/// <summary>What the test found. Fields may be added, never renamed.</summary>
internal sealed record JoinLoadReport
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required string Machine { get; init; }

    public required int Rooms { get; init; }

    /// <summary>
    /// A join: a new TCP connection, the session's call, the room's answer; and leaving again, which is not in the latency.
    /// </summary>
    public required Part Joins { get; init; }

    /// <summary>
    /// A command: a hand raised with a new question, which the room decides, stores and tells before it answers.
    /// </summary>
    public required Part Commands { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether everything that was offered was answered.</summary>
    public bool Passed => Joins.Failed == 0 && Commands.Failed == 0;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>One of the two parts.</summary>
    /// <param name="Offered">Operations that were due.</param>
    /// <param name="Done">That were answered with yes.</param>
    /// <param name="Failed">That were not.</param>
    /// <param name="OfferedPerSecond">By the schedule.</param>
    /// <param name="PerSecond">Answered, over the time until the last answer.</param>
    /// <param name="LatencyMs">From when an operation was due to its answer.</param>
    /// <param name="TesterLateMsP99">How late the tester was to begin: contained in the latency.</param>
    /// <param name="ServerCpuSeconds">Of the server during the part; null if it does not tell.</param>
    /// <param name="PerServerCore">Operations per second of one core of the server: answered, over its CPU seconds.</param>
    /// <param name="TesterCpuSeconds">Of this process.</param>
    internal sealed record Part(
        int Offered,
        int Done,
        int Failed,
        double OfferedPerSecond,
        double PerSecond,
        LoadReport.Distribution LatencyMs,
        double TesterLateMsP99,
        double? ServerCpuSeconds,
        double? PerServerCore,
        double TesterCpuSeconds);
}
