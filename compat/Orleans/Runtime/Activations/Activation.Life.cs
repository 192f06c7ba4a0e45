using Microsoft.Extensions.DependencyInjection;

namespace Orleans.StandIn.Runtime;

/// <summary>How an activation begins and ends. All of it runs on the activation's own turns.</summary>
internal sealed partial class Activation
{
    private async Task ActivateAsync()
    {
        try
        {
            _scope = _catalog.Services.CreateAsyncScope();
            _scope.ServiceProvider.GetRequiredService<GrainContextHolder>().Context = this;
            GrainInstance = Class.CreateInstance(this);
            using var limit = new TimeLimit(_catalog.CollectionOptions.ActivationTimeout, _catalog.TimeProvider, CancellationToken.None);
            await RunActivationStagesAsync(limit.Token).WaitAsync(_catalog.CollectionOptions.ActivationTimeout, _catalog.TimeProvider);
        }
        catch (Exception exception)
        {
            await FailActivationAsync(exception);
            return;
        }

        _state = ActivationState.Valid;
        MarkUsed();
        Pump();
        if (_endRequested)
        {
            BeginEnding(_reason, _deactivationToken);
        }
    }

    private async Task RunActivationStagesAsync(CancellationToken token)
    {
        if (_lifecycle is not null)
        {
            await _lifecycle.StartStagesAsync(int.MinValue, GrainLifecycleStage.Activate, token);
        }

        if (GrainInstance is IGrainBase grain)
        {
            await grain.OnActivateAsync(token);
        }

        if (_lifecycle is not null)
        {
            await _lifecycle.StartStagesAsync(GrainLifecycleStage.Activate, int.MaxValue, token);
        }
    }

    private async Task FailActivationAsync(Exception exception)
    {
        CatalogLog.ActivationFailed(_catalog.Log, GrainId, exception);
        _failure = exception;
        _state = ActivationState.Deactivating;
        _endingStarted = true;
        StopTimers();
        if (_lifecycle is not null)
        {
            await _lifecycle.StopStagesAsync(CancellationToken.None);
        }

        await DisposeInstanceAsync();
        _state = ActivationState.Invalid;
        _catalog.Remove(this);
        for (var waiting = TakeWaiting(); waiting is not null;)
        {
            var next = waiting.Next;
            waiting.Next = null;
            ((TurnRequest)waiting).Refuse(exception);
            waiting = next;
        }

        _deactivated.TrySetResult();
    }

    private void BeginEnding(DeactivationReason reason, CancellationToken token)
    {
        if (_state >= ActivationState.Deactivating)
        {
            return;
        }

        _reason = reason;
        _deactivationToken = token;
        if (_state == ActivationState.Activating)
        {
            // It becomes valid first, so that a grain that ends itself while it activates still gets the call that woke it.
            _endRequested = true;
            return;
        }

        lock (_deactivated)
        {
            _state = ActivationState.Deactivating;
        }

        StopTimers();
        EndWhenIdle();
    }

    private void EndWhenIdle()
    {
        if (IsRunning || _endingStarted)
        {
            return;
        }

        _endingStarted = true;
        _ = EndAsync();
    }

    private async Task EndAsync()
    {
        try
        {
            using var limit = new TimeLimit(_catalog.CollectionOptions.DeactivationTimeout, _catalog.TimeProvider, _deactivationToken);
            await RunDeactivationStagesAsync(limit.Token).WaitAsync(_catalog.CollectionOptions.DeactivationTimeout, _catalog.TimeProvider);
        }
        catch (Exception exception)
        {
            CatalogLog.DeactivationFailed(_catalog.Log, GrainId, exception);
        }

        await DisposeInstanceAsync();
        _state = ActivationState.Invalid;
        _catalog.Remove(this);
        for (var waiting = TakeWaiting(); waiting is not null;)
        {
            var next = waiting.Next;
            waiting.Next = null;
            ((TurnRequest)waiting).Forward();
            waiting = next;
        }

        _deactivated.TrySetResult();
    }

    private async Task RunDeactivationStagesAsync(CancellationToken token)
    {
        try
        {
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(_reason, token);
            }
        }
        finally
        {
            if (_lifecycle is not null)
            {
                await _lifecycle.StopStagesAsync(token);
            }
        }
    }

    private void StopTimers()
    {
        HashSet<GrainTimer>? timers;
        lock (_deactivated)
        {
            (timers, _timers) = (_timers, null);
        }

        foreach (var timer in timers ?? [])
        {
            timer.Dispose();
        }
    }

    private async Task DisposeInstanceAsync()
    {
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }

            await _scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            CatalogLog.DisposalFailed(_catalog.Log, GrainId, exception);
        }

        GrainInstance = null;
    }

    private sealed class DeactivateWork(Activation activation, DeactivationReason reason, long? onlyIfIdleTicks, CancellationToken token)
        : TurnWork
    {
        internal override void Run(TurnScheduler scheduler)
        {
            if (onlyIfIdleTicks is null || activation.LooksIdle(activation._catalog.Clock.Now, onlyIfIdleTicks.Value))
            {
                activation.BeginEnding(reason, token);
            }
        }
    }
}
