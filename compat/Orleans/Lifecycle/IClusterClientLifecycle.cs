namespace Orleans;

/// <summary>The client's lifecycle.</summary>
public interface IClusterClientLifecycle : ILifecycleObservable;
