using System.Globalization;
using Orleans.Metadata;

namespace Orleans.Placement;

/// <summary>Activations stay where they are: the balancers named by <see cref="Kind"/> leave them alone.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ImmovableAttribute(ImmovableKind kind = ImmovableKind.Any) : Attribute, IGrainPropertiesProviderAttribute
{
    public ImmovableKind Kind { get; } = kind;

    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.Immovable] = ((byte)Kind).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The background processes that would otherwise move activations.</summary>
[Flags]
public enum ImmovableKind : byte
{
    Repartitioner = 1,
    Rebalancer = 2,
    Any = Repartitioner | Rebalancer,
}
