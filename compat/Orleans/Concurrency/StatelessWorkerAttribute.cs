using System.Globalization;
using Orleans.Placement;

namespace Orleans.Concurrency;

/// <summary>The grain has no identity that matters: up to <c>maxLocalWorkers</c> activations per silo share its calls.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    /// <summary>As many workers as the machine has processors.</summary>
    public StatelessWorkerAttribute()
        : this(-1)
    {
    }

    public StatelessWorkerAttribute(int maxLocalWorkers)
        : this(maxLocalWorkers, removeIdleWorkers: true)
    {
    }

    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : base(new StatelessWorkerPlacement(maxLocalWorkers, removeIdleWorkers))
    {
    }

    public override void Populate(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        base.Populate(services, grainClass, grainType, properties);
        properties["max-local"] = ((StatelessWorkerPlacement)PlacementStrategy).MaxLocal.ToString(CultureInfo.InvariantCulture);
    }
}
