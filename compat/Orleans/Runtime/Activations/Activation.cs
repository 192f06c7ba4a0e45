using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// One activation of a grain: its instance, its turns, its place in life. Fields without a note belong to its own turns.
/// </summary>
internal sealed partial class Activation : CallReceiver, IGrainContext, IGrainExtensionBinder, ICallChainReentrantGrainContext
{
    private readonly Catalog _catalog;
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Written on the activation's turns, read anywhere.</summary>
    private volatile ActivationState _state;

    private AsyncServiceScope _scope;
    private GrainLifecycle? _lifecycle;
    private GrainReference? _reference;
    private ConcurrentDictionary<Type, object>? _components;
    private HashSet<GrainTimer>? _timers;
    private Dictionary<Guid, int>? _reentrantSections;
    private DeactivationReason _reason;
    private CancellationToken _deactivationToken;
    private bool _endingStarted;
    private bool _endRequested;

    /// <summary>Why it could not be activated; what was sent to it meanwhile fails with this.</summary>
    private Exception? _failure;

    /// <summary>Tick of the last use; written on the activation's turns, read anywhere.</summary>
    private long _lastUsed;

    /// <summary>Tick until which the activation asked to be kept.</summary>
    private long _keptUntil;

    /// <summary>Calls sent and not finished; how loaded a stateless worker is. Counted only for workers.</summary>
    private int _load;

    public Activation(Catalog catalog, GrainClass grainClass, GrainId grainId)
    {
        _catalog = catalog;
        Class = grainClass;
        GrainId = grainId;
        ActivationId = ActivationId.NewId();
        Turns = new TurnScheduler(this, this, catalog.Log);
        _lastUsed = catalog.Clock.Now;
    }

    public GrainClass Class { get; }

    public override TurnScheduler Turns { get; }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; }

    public GrainAddress Address => field ??= new GrainAddress
    {
        GrainId = GrainId,
        ActivationId = ActivationId,
        SiloAddress = _catalog.SiloAddress,
    };

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => _reference ??= _catalog.References.CreateUntyped(GrainId);

    public IServiceProvider ActivationServices => _scope.ServiceProvider ?? _catalog.Services;

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new GrainLifecycle(_catalog.Log);

    public IWorkItemScheduler Scheduler => Turns;

    public Task Deactivated => _deactivated.Task;

    public ActivationState State => _state;

    /// <summary>Whether a call may still be sent here; a call that comes later anyway is forwarded.</summary>
    public bool AcceptsCalls => _state <= ActivationState.Valid;

    /// <summary>Whether it is one of several workers, so that references must not stick to it.</summary>
    public bool IsShared => Class.Workers is not null;

    public int Load => Volatile.Read(ref _load);

    protected override bool AcceptsRequests => _state == ActivationState.Valid;

    public override object? GetTarget() => GrainInstance;

    public override object? GetComponent(Type componentType)
    {
        if (_components?.GetValueOrDefault(componentType) is { } component)
        {
            return component;
        }

        if (componentType.IsInstanceOfType(GrainInstance))
        {
            return GrainInstance;
        }

        if (componentType.IsInstanceOfType(this))
        {
            return this;
        }

        return typeof(IGrainExtension).IsAssignableFrom(componentType) ? FindExtension(componentType) : null;
    }

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        var components = _components ??= new ConcurrentDictionary<Type, object>();
        if (value is null)
        {
            components.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            components[typeof(TComponent)] = value;
        }
    }

    public TExtensionInterface GetExtension<TExtensionInterface>()
        where TExtensionInterface : class, IGrainExtension =>
        (TExtensionInterface?)GetComponent(typeof(TExtensionInterface))
        ?? throw new GrainExtensionNotInstalledException($"No extension {typeof(TExtensionInterface)} is installed on grain {GrainId}.");

    public (TExtension, TExtensionInterface) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension
    {
        ArgumentNullException.ThrowIfNull(newExtensionFunc);
        var extension = _components?.GetValueOrDefault(typeof(TExtensionInterface));
        if (extension is null)
        {
            extension = newExtensionFunc();
            SetComponent((TExtensionInterface)extension);
        }

        return ((TExtension)extension, GrainReference.AsReference<TExtensionInterface>());
    }

    public override ValueTask<Response> Invoke(Call call)
    {
        if (_catalog.IncomingFilters.Length == 0 && !Class.FiltersCalls)
        {
            call.Request.SetTarget(this);
            return call.Request.Invoke();
        }

        return new IncomingCall(call, this, GrainId, this, GrainInstance!, _catalog.IncomingFilters).RunAsync();
    }

    public override void Receive(TurnRequest request)
    {
        if (_state != ActivationState.Invalid)
        {
            base.Receive(request);
            return;
        }

        if (_failure is { } failure)
        {
            request.Refuse(failure);
        }
        else
        {
            request.Forward();
        }
    }

    public override void Finished(TurnRequest request)
    {
        base.Finished(request);
        if (IsShared && request is Call)
        {
            Interlocked.Decrement(ref _load);
        }
    }

    public override void Pump()
    {
        if (_state == ActivationState.Deactivating)
        {
            EndWhenIdle();
        }
        else
        {
            base.Pump();
        }
    }

    public override void OnCallFailed(Exception exception)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } stale)
        {
            stale.IsSourceActivation = false;
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError, exception, "The grain's state in storage is not the one it had read."));
        }
    }

    public void CountLoad() => Interlocked.Increment(ref _load);

    public void ReceiveMessage(object message) => Turns.Post((TurnWork)message);

    /// <summary>Begins the activation; it goes on by itself.</summary>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Turns.QueueAction(static state => _ = ((Activation)state).ActivateAsync(), this);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        Turns.Post(new DeactivateWork(this, deactivationReason, null, cancellationToken));

    /// <summary>Ends the activation if, when its turn comes, it has been idle for at least this long.</summary>
    public void DeactivateIfIdle(DeactivationReason reason, long idleTicks) =>
        Turns.Post(new DeactivateWork(this, reason, idleTicks, CancellationToken.None));

    /// <summary>May be asked from anywhere; the answer may be old by the time it arrives.</summary>
    public bool LooksIdle(long now, long idleTicks) =>
        _state == ActivationState.Valid
        && IsIdle
        && now - Volatile.Read(ref _lastUsed) >= idleTicks
        && now >= Volatile.Read(ref _keptUntil);

    public void MarkUsed() => Volatile.Write(ref _lastUsed, _catalog.Clock.Now);

    /// <summary>Negative: as if never delayed.</summary>
    public void Delay(TimeSpan span) =>
        Volatile.Write(ref _keptUntil, span == TimeSpan.MaxValue ? long.MaxValue : span > TimeSpan.Zero ? _catalog.Clock.After(span) : 0);

    /// <summary>There is no other silo to move to, so moving is ending: the next call makes a new activation.</summary>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Deactivate(new DeactivationReason(DeactivationReasonCode.Migrating, "The grain asked to migrate."), cancellationToken);

    public void Rehydrate(IRehydrationContext context) => _lifecycle?.Rehydrate(context);

    public void OnEnterReentrantSection(Guid reentrancyId)
    {
        var sections = _reentrantSections ??= [];
        sections[reentrancyId] = sections.GetValueOrDefault(reentrancyId) + 1;
    }

    public void OnExitReentrantSection(Guid reentrancyId)
    {
        if (_reentrantSections is not null && _reentrantSections.TryGetValue(reentrancyId, out var depth))
        {
            if (depth > 1)
            {
                _reentrantSections[reentrancyId] = depth - 1;
            }
            else
            {
                _reentrantSections.Remove(reentrancyId);
            }
        }
    }

    public void AddTimer(GrainTimer timer)
    {
        lock (_deactivated)
        {
            if (_state < ActivationState.Deactivating)
            {
                (_timers ??= []).Add(timer);
                return;
            }
        }

        timer.Dispose();
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_deactivated)
        {
            _timers?.Remove(timer);
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => ActivationId.GetHashCode();

    public override string ToString() => $"[Activation: {Address} {_state}]";

    protected override bool CouldInterleave(TurnRequest request) =>
        Class.IsReentrant || Class.MayInterleave is not null || request.ReentrancyId != Guid.Empty;

    protected override bool MayInterleave(TurnRequest request)
    {
        if (Class.IsReentrant)
        {
            return true;
        }

        if (_reentrantSections is { Count: > 0 } && request.ReentrancyId is var id && id != Guid.Empty && _reentrantSections.ContainsKey(id))
        {
            return true;
        }

        return Class.MayInterleave is { } predicate && request is Call call && predicate(GrainInstance!, call.Request);
    }

    protected override void Run(TurnRequest request)
    {
        if (request is not GrainTimer.Tick { KeepsAlive: false })
        {
            MarkUsed();
        }

        base.Run(request);
    }

    private object? FindExtension(Type extensionInterface)
    {
        var extension = ActivationServices.GetKeyedService<IGrainExtension>(extensionInterface);
        if (extension is null)
        {
            return null;
        }

        (_components ??= new ConcurrentDictionary<Type, object>())[extensionInterface] = extension;
        return extension;
    }
}
