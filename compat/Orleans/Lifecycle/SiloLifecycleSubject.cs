using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>
/// Runs the silo's stages: upward at start, and downward at stop from the highest that was begun. The observers of one stage
/// run side by side. A failure to start ends the start; a failure to stop is logged and the others stop all the same.
/// </summary>
public class SiloLifecycleSubject(ILogger<SiloLifecycleSubject> logger) : ISiloLifecycleSubject
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];
    private int? _highestBegun;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public virtual IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock)
        {
            if (stage <= _highestBegun)
            {
                throw new InvalidOperationException(
                    $"{observerName} cannot join stage {stage}: the lifecycle has reached stage {_highestBegun} already.");
            }

            var subscription = new Subscription(this, observerName, stage, observer);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    public virtual async Task OnStart(CancellationToken cancellationToken = default)
    {
        while (NextStage() is { } stage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var starting = ObserversOf(stage);
            try
            {
                await Task.WhenAll(starting.Select(subscription => subscription.Observer.OnStart(cancellationToken)));
            }
            catch (Exception exception)
            {
                StandIn.Runtime.LifecycleLog.ObserverFailedToStart(
                    logger, string.Join(", ", starting.Select(subscription => subscription.Name)), stage, exception);
                throw;
            }

            HighestCompletedStage = stage;
        }
    }

    public virtual async Task OnStop(CancellationToken cancellationToken = default)
    {
        if (_highestBegun is not { } highest)
        {
            return;
        }

        foreach (var stage in StagesDownFrom(highest))
        {
            await Task.WhenAll(ObserversOf(stage).Select(subscription => StopAsync(subscription, cancellationToken)));
            LowestStoppedStage = stage;
        }
    }

    private async Task StopAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            await subscription.Observer.OnStop(cancellationToken);
        }
        catch (Exception exception)
        {
            StandIn.Runtime.LifecycleLog.ObserverFailedToStop(logger, subscription.Name, subscription.Stage, exception);
        }
    }

    private int? NextStage()
    {
        lock (_lock)
        {
            var left = _subscriptions.Where(subscription => _highestBegun is null || subscription.Stage > _highestBegun).ToArray();
            return left.Length == 0 ? null : _highestBegun = left.Min(subscription => subscription.Stage);
        }
    }

    private int[] StagesDownFrom(int highest)
    {
        lock (_lock)
        {
            return [.. _subscriptions.Select(subscription => subscription.Stage).Where(stage => stage <= highest).Distinct().OrderDescending()];
        }
    }

    private Subscription[] ObserversOf(int stage)
    {
        lock (_lock)
        {
            return [.. _subscriptions.Where(subscription => subscription.Stage == stage)];
        }
    }

    private sealed record Subscription(SiloLifecycleSubject Subject, string Name, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Subject._lock)
            {
                Subject._subscriptions.Remove(this);
            }
        }
    }
}
