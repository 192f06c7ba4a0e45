using System.Text.Json;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Joins;

/// <summary>The results. Fields may be added, never renamed.</summary>
internal sealed record JoinLoadReport
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required string Machine { get; init; }

    public required int Rooms { get; init; }

    /// <summary>A join: a new TCP connection, the session's call and the room's answer. Leaving is not part of the
    /// latency.</summary>
    public required Part Joins { get; init; }

    /// <summary>A command: a raised hand with a new question, which the room decides, stores and tells before it
    /// answers.</summary>
    public required Part Commands { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>True if every operation that was due was answered with yes.</summary>
    public bool Passed => Joins.Failed == 0 && Commands.Failed == 0;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Results of one of the two parts.</summary>
    /// <param name="Offered">Operations that were due.</param>
    /// <param name="Done">Operations that were answered with yes.</param>
    /// <param name="Failed">All other operations.</param>
    /// <param name="OfferedPerSecond">Rate of the schedule.</param>
    /// <param name="PerSecond">Answered operations over the time until the last answer.</param>
    /// <param name="LatencyMs">From the time when an operation was due to its answer.</param>
    /// <param name="TesterLateMsP99">How late the tester started operations; contained in the latency.</param>
    /// <param name="ServerCpuSeconds">CPU time of the server during the part; null if its metrics lack it.</param>
    /// <param name="PerServerCore">Answered operations over the server's CPU seconds.</param>
    /// <param name="TesterCpuSeconds">CPU time of this process during the part.</param>
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
