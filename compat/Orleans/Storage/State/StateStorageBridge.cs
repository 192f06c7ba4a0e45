using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Core;

/// <summary>
/// One state of one activation and the storage it lives in. Operations of the state run one after the other in the order of their
/// calls, also when a reentrant grain starts several; writes that wait for the same predecessor become one write, since the later value
/// contains the earlier one. Used by turns of its activation only.
/// </summary>
public partial class StateStorageBridge<TState> : IStorage<TState>, IGrainMigrationParticipant
{
    private readonly string name;
    private readonly IGrainContext grainContext;
    private readonly IGrainStorage store;
    private readonly ILogger logger;
    private GrainState<TState>? grainState;
    private Task tail = Task.CompletedTask;
    private Task? waitingWrite;

    public StateStorageBridge(string name, IGrainContext grainContext, IGrainStorage store)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(store);
        this.name = name;
        this.grainContext = grainContext;
        this.store = store;
        logger = grainContext.ActivationServices.GetRequiredService<ILoggerFactory>().CreateLogger(store.GetType());
    }

    public TState State
    {
        get
        {
            CheckTurn();
            return grainState is null ? default! : grainState.State!;
        }

        set
        {
            CheckTurn();
            GrainState.State = value;
        }
    }

    public string? Etag
    {
        get => grainState?.ETag;
        set => GrainState.ETag = value;
    }

    public bool RecordExists => IsStateInitialized
        ? GrainState.RecordExists
        : throw new InvalidOperationException("The state has not been read yet.");

    internal bool IsStateInitialized { get; private set; }

    private GrainState<TState> GrainState => grainState ??= new GrainState<TState>(StateActivator<TState>.Create());

    private string MigrationKey => $"state.{name}";

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    Task IStorage.ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    Task IStorage.WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync(cancellationToken);

    Task IStorage.ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync(cancellationToken);

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(dehydrationContext);
        dehydrationContext.TryAddValue(MigrationKey, grainState);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(rehydrationContext);
        if (rehydrationContext.TryGetValue<GrainState<TState>>(MigrationKey, out var migrated) && migrated is not null)
        {
            grainState = migrated;
            IsStateInitialized = true;
        }
    }

    private protected Task ReadStateAsync(CancellationToken cancellationToken)
    {
        CheckTurn();
        return Enqueue(static (self, token) => self.ReadAsync(token), cancellationToken);
    }

    private Task ClearStateAsync(CancellationToken cancellationToken)
    {
        CheckTurn();
        return Enqueue(static (self, token) => self.ClearAsync(token), cancellationToken);
    }

    private Task WriteStateAsync(CancellationToken cancellationToken)
    {
        CheckTurn();

        // A write that one caller can cancel is not shared with others.
        var shares = !cancellationToken.CanBeCanceled;
        if (shares && waitingWrite is not null && ReferenceEquals(waitingWrite, tail))
        {
            return waitingWrite;
        }

        var waits = !tail.IsCompleted;
        var write = Enqueue(static (self, token) => self.WriteAsync(token), cancellationToken);
        waitingWrite = waits && shares ? write : null;
        return write;
    }

    private Task Enqueue(Func<StateStorageBridge<TState>, CancellationToken, Task> operation, CancellationToken cancellationToken) =>
        tail = tail.IsCompleted ? operation(this, cancellationToken) : AfterAsync(tail, operation, cancellationToken);

    private async Task AfterAsync(
        Task predecessor, Func<StateStorageBridge<TState>, CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        // Whether the predecessor failed is its own caller's business.
        await predecessor.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        waitingWrite = null;
        await operation(this, cancellationToken);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ReadStateAsync(name, grainContext.GrainId, GrainState, cancellationToken);
            IsStateInitialized = true;
        }
        catch (Exception failure)
        {
            Rethrow(failure, "read", cancellationToken);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteStateAsync(name, grainContext.GrainId, GrainState, cancellationToken);
        }
        catch (Exception failure)
        {
            Rethrow(failure, "write", cancellationToken);
        }
    }

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ClearStateAsync(name, grainContext.GrainId, GrainState, cancellationToken);
        }
        catch (Exception failure)
        {
            Rethrow(failure, "clear", cancellationToken);
        }
    }

    private void Rethrow(Exception failure, string operation, CancellationToken cancellationToken)
    {
        if (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, failure, operation, name, grainContext.GrainId);
            if (failure is not OrleansException)
            {
                // A caller on another machine may not have the database driver's exception types.
                throw new OrleansException(
                    $"Storage {store.GetType().Name} failed to {operation} state '{name}' of grain {grainContext.GrainId}: {failure.Message}",
                    failure);
            }
        }

        ExceptionDispatchInfo.Throw(failure);
    }

    private static void CheckTurn()
    {
        if (RuntimeContext.Current is null)
        {
            throw new InvalidOperationException(
                "A grain's state was used outside of the grain's turns, for example after Task.Run or ConfigureAwait(false).");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed to {Operation} state '{StateName}' of grain {GrainId}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string operation, string stateName, GrainId grainId);
}
