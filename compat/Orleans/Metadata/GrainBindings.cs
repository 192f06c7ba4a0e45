using System.Collections.Immutable;

namespace Orleans.Metadata;

/// <summary>What one grain type is bound to.</summary>
public class GrainBindings(GrainType grainType, ImmutableArray<ImmutableDictionary<string, string>> bindings)
{
    public GrainType GrainType { get; } = grainType;

    public ImmutableArray<ImmutableDictionary<string, string>> Bindings { get; } = bindings;
}
