using Orleans.Metadata;

namespace Orleans;

/// <summary>Activations of the grain class are never collected for being idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class KeepAliveAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.IdleDeactivationPeriod] =
            WellKnownGrainTypeProperties.IndefiniteIdleDeactivationPeriodValue;
}
