using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

/// <summary>The stages of one activation; most activations have none besides the grain's own.</summary>
internal sealed class GrainLifecycle(ILogger log) : IGrainLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private readonly List<IGrainMigrationParticipant> _migrationParticipants = [];

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, observerName, stage, observer);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public void AddMigrationParticipant(IGrainMigrationParticipant participant) => _migrationParticipants.Add(participant);

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant) => _migrationParticipants.Remove(participant);

    public void Rehydrate(IRehydrationContext context) => _migrationParticipants.ForEach(participant => participant.OnRehydrate(context));

    /// <summary>Starts the stages from <paramref name="from"/> to before <paramref name="to"/>, upward.</summary>
    public async Task StartStagesAsync(int from, int to, CancellationToken token)
    {
        foreach (var stage in _subscriptions.Where(s => s.Stage >= from && (s.Stage < to || to == int.MaxValue)).GroupBy(s => s.Stage).OrderBy(g => g.Key).ToArray())
        {
            await Task.WhenAll(stage.Select(subscription => subscription.StartAsync(token)));
        }
    }

    /// <summary>Stops what was started, downward; a failure does not keep the others from stopping.</summary>
    public async Task StopStagesAsync(CancellationToken token)
    {
        foreach (var subscription in _subscriptions.Where(s => s.IsStarted).OrderByDescending(s => s.Stage).ToArray())
        {
            try
            {
                await subscription.Observer.OnStop(token);
            }
            catch (Exception exception)
            {
                LifecycleLog.ObserverFailedToStop(log, subscription.Name, subscription.Stage, exception);
            }
        }
    }

    private sealed class Subscription(GrainLifecycle lifecycle, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name => name;

        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public bool IsStarted { get; private set; }

        public Task StartAsync(CancellationToken token)
        {
            IsStarted = true;
            return observer.OnStart(token);
        }

        public void Dispose() => lifecycle._subscriptions.Remove(this);
    }
}
