namespace Orleans.Runtime;

/// <summary>Makes the states that are injected into grains.</summary>
public interface IPersistentStateFactory
{
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}

/// <summary>Which state, in which storage.</summary>
public interface IPersistentStateConfiguration
{
    string StateName { get; }

    string? StorageName { get; }
}
