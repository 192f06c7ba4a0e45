using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>How a silo is chosen for a new activation.</summary>
[SerializerTransparent]
public abstract class PlacementStrategy
{
    /// <summary>Whether the cluster's directory keeps at most one activation per grain id.</summary>
    public virtual bool IsUsingGrainDirectory => true;

    public virtual void Initialize(GrainProperties properties)
    {
    }

    public virtual void PopulateGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.PlacementStrategy] = GetType().Name;
}
