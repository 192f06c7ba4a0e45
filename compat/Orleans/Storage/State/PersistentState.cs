using Orleans.Core;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>The state behind <see cref="PersistentStateAttribute"/>: read while its activation is set up, before the grain sees it.</summary>
internal sealed class PersistentState<TState> : StateStorageBridge<TState>, IPersistentState<TState>, ILifecycleObserver
{
    internal PersistentState(string stateName, IGrainContext context, IGrainStorage storage)
        : base(stateName, context, storage)
    {
        var lifecycle = context.ObservableLifecycle;
        lifecycle.Subscribe(typeof(PersistentState<TState>).Name, GrainLifecycleStage.SetupState, this);
        lifecycle.AddMigrationParticipant(this);
    }

    /// <summary>An activation that migrated here brought its state along.</summary>
    public Task OnStart(CancellationToken cancellationToken = default) =>
        IsStateInitialized || cancellationToken.IsCancellationRequested ? Task.CompletedTask : ReadStateAsync(cancellationToken);

    public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
