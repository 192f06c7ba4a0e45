namespace AudioRooms.Cli.Capacity;

/// <summary>What <c>benchmarks/run cluster-plan</c> writes.</summary>
/// <param name="Runs">One for each size.</param>
internal sealed record ClusterPlanFile(IReadOnlyList<ClusterRun> Runs);
