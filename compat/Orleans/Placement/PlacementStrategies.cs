namespace Orleans.Runtime;

/// <summary>The silo of the caller, if it can host the grain.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class PreferLocalPlacement : PlacementStrategy
{
    internal static PreferLocalPlacement Singleton { get; } = new();
}

/// <summary>Any compatible silo, chosen at random.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class RandomPlacement : PlacementStrategy
{
    internal static RandomPlacement Singleton { get; } = new();
}

/// <summary>The silo that the grain id hashes to.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class HashBasedPlacement : PlacementStrategy
{
    internal static HashBasedPlacement Singleton { get; } = new();
}

/// <summary>The less loaded of two randomly chosen silos, by activation count.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class ActivationCountBasedPlacement : PlacementStrategy
{
    internal static ActivationCountBasedPlacement Singleton { get; } = new();
}

/// <summary>By memory and processor load; the default of 10.x.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class ResourceOptimizedPlacement : PlacementStrategy
{
    internal static ResourceOptimizedPlacement Singleton { get; } = new();
}

/// <summary>The silos that carry the grain's key as their role name.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public class SiloRoleBasedPlacement : PlacementStrategy
{
    internal static SiloRoleBasedPlacement Singleton { get; } = new();
}
