namespace Orleans.Runtime;

/// <summary>Several interchangeable activations on the silo of the caller.</summary>
internal sealed class StatelessWorkerPlacement(int maxLocal, bool removeIdleWorkers) : PlacementStrategy
{
    public int MaxLocal { get; } = maxLocal > 0 ? maxLocal : Environment.ProcessorCount;

    public bool RemoveIdleWorkers { get; } = removeIdleWorkers;

    public override bool IsUsingGrainDirectory => false;
}
