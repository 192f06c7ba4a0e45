namespace Orleans.StandIn.Runtime;

/// <summary>Lets the services of an activation's scope ask which activation it is.</summary>
internal sealed class GrainContextHolder
{
    public IGrainContext? Context { get; set; }
}

/// <summary>The activation whose turn runs.</summary>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => RuntimeContext.Current!;
}
