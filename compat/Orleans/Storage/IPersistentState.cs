using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A named state of a grain, injected into its constructor. It is read before <c>OnActivateAsync</c>.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
