namespace Orleans;

/// <summary>Sees every call into grains; a grain class may implement it for its own calls.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Sees every call that leaves.</summary>
public interface IOutgoingGrainCallFilter
{
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <inheritdoc cref="IIncomingGrainCallFilter"/>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <inheritdoc cref="IOutgoingGrainCallFilter"/>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
