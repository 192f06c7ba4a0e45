namespace Orleans.Runtime;

/// <summary>The stages of an activation.</summary>
public static class GrainLifecycleStage
{
    public const int First = int.MinValue;

    /// <summary>Facets read their state here, before the grain sees it.</summary>
    public const int SetupState = 1000;

    /// <summary>The grain's own <c>OnActivateAsync</c> and <c>OnDeactivateAsync</c>.</summary>
    public const int Activate = 2000;

    public const int Last = int.MaxValue;
}
