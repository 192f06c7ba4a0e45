namespace Orleans;

/// <summary>A lifecycle whose stages can be joined.</summary>
public interface ILifecycleObservable
{
    /// <summary>The observer starts with the stage, and stops with it on the way down. Disposing takes it out.</summary>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
