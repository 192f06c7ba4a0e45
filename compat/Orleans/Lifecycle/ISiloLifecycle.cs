namespace Orleans.Runtime;

/// <summary>The silo's lifecycle.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    int HighestCompletedStage { get; }

    int LowestStoppedStage { get; }
}

/// <summary>The silo's lifecycle as its owner runs it.</summary>
public interface ISiloLifecycleSubject : ISiloLifecycle, ILifecycleObserver;
