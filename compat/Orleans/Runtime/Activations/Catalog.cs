using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.StandIn.Runtime;

/// <summary>All activations of this silo by grain id: at most one each, except stateless workers.</summary>
internal sealed class Catalog(
    IServiceProvider services,
    GrainTypes grainTypes,
    GrainReferenceFactory references,
    LocalSiloDetails silo,
    TimeProvider timeProvider,
    CallClock clock,
    IOptions<GrainCollectionOptions> collectionOptions,
    IEnumerable<IIncomingGrainCallFilter> incomingFilters,
    ILogger<Catalog> log)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerGroup> _workers = new();
    private volatile SiloStatus _status = SiloStatus.Created;

    public IServiceProvider Services { get; } = services;

    public GrainReferenceFactory References { get; } = references;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public GrainCollectionOptions CollectionOptions { get; } = collectionOptions.Value;

    public IIncomingGrainCallFilter[] IncomingFilters { get; } = [.. incomingFilters];

    public ILogger Log { get; } = log;

    public CallClock Clock { get; } = clock;

    public IEnumerable<Activation> Activations =>
        _activations.Select(static entry => entry.Value).Concat(_workers.SelectMany(static entry => entry.Value.All()));

    public SiloStatus Status
    {
        get => _status;
        set => _status = value;
    }

    /// <summary>A stopping silo takes calls of its own grains only.</summary>
    public bool AllowsCallsFrom(IGrainContext? source) => _status == SiloStatus.Active || source is not null;

    /// <summary>The activation that takes the next call to the grain; made if there is none.</summary>
    public Activation Find(GrainId grainId, IGrainContext? source)
    {
        if (!AllowsCallsFrom(source))
        {
            throw Unavailable(grainId);
        }

        while (true)
        {
            if (_activations.TryGetValue(grainId, out var activation))
            {
                return activation;
            }

            var grainClass = grainTypes.ClassOf(grainId.Type);
            if (grainClass.Workers is not null)
            {
                return _workers.GetOrAdd(grainId, static (id, arg) => new WorkerGroup(arg.Catalog, arg.Class, id), (Catalog: this, Class: grainClass))
                    .Choose();
            }

            activation = Create(grainClass, grainId);
            if (_activations.TryAdd(grainId, activation))
            {
                activation.Activate(null);
                return activation;
            }
        }
    }

    public Activation Create(GrainClass grainClass, GrainId grainId) =>
        _status is SiloStatus.Active or SiloStatus.Created or SiloStatus.Joining
            ? new Activation(this, grainClass, grainId)
            : throw Unavailable(grainId);

    public bool TryGet(GrainId grainId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Activation? activation) =>
        _activations.TryGetValue(grainId, out activation);

    public void Remove(Activation activation)
    {
        if (activation.IsShared)
        {
            if (_workers.TryGetValue(activation.GrainId, out var group))
            {
                group.Remove(activation);
            }
        }
        else
        {
            _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        }
    }

    /// <summary>Ends all activations; those that take longer than the deactivation timeout are left behind.</summary>
    public async Task DeactivateAllAsync(DeactivationReason reason, CancellationToken token)
    {
        var ending = Activations.ToArray();
        foreach (var activation in ending)
        {
            activation.Deactivate(reason, token);
        }

        try
        {
            await Task.WhenAll(ending.Select(static activation => activation.Deactivated))
                .WaitAsync(CollectionOptions.DeactivationTimeout, TimeProvider, token);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            CatalogLog.ActivationsLeftBehind(
                Log, ending.Count(static activation => !activation.Deactivated.IsCompleted), CollectionOptions.DeactivationTimeout);
        }
    }

    /// <summary>Ends what has been idle for the age of its class, or for the given one.</summary>
    public Task CollectAsync(TimeSpan? age)
    {
        var now = Clock.Now;
        var ended = new List<Task>();
        var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation was idle.");
        foreach (var activation in Activations)
        {
            var limit = age ?? activation.Class.IdleAge;
            if (limit == Timeout.InfiniteTimeSpan || (age is not null && activation.Class.IdleAge == Timeout.InfiniteTimeSpan))
            {
                continue;
            }

            var idleTicks = limit.Ticks / CallClock.Period.Ticks;
            if (activation.LooksIdle(now, idleTicks))
            {
                activation.DeactivateIfIdle(reason, idleTicks);
                ended.Add(activation.Deactivated);
            }
        }

        return Task.WhenAll(ended);
    }

    private SiloUnavailableException Unavailable(GrainId grainId) =>
        new($"Silo {SiloAddress} is {_status} and takes no call to {grainId}.");
}
