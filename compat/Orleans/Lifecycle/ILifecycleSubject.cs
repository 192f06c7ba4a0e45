namespace Orleans;

/// <summary>A lifecycle that its owner runs up and down.</summary>
public interface ILifecycleSubject : ILifecycleObservable, ILifecycleObserver;
