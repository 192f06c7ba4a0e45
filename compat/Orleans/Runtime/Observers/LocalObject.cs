using Microsoft.Extensions.Logging;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// One observed object. Its calls run one at a time in order of arrival, each after the former has completed. The object
/// is held weakly: who made the reference holds it.
/// </summary>
internal sealed class LocalObject : CallReceiver
{
    private readonly WeakReference<IGrainObserver> _target;
    private readonly IIncomingGrainCallFilter[] _filters;

    public LocalObject(GrainId id, IGrainObserver target, IIncomingGrainCallFilter[] filters, ILogger log)
    {
        Id = id;
        _target = new WeakReference<IGrainObserver>(target);
        _filters = filters;
        Turns = new TurnScheduler(context: null, this, log);
    }

    public GrainId Id { get; }

    public override TurnScheduler Turns { get; }

    public bool IsAlive => _target.TryGetTarget(out _);

    protected override bool AcceptsRequests => true;

    public override object? GetTarget() => _target.TryGetTarget(out var target) ? target : null;

    public override object? GetComponent(Type componentType) => GetTarget() is { } target && componentType.IsInstanceOfType(target) ? target : null;

    public override ValueTask<Response> Invoke(Call call)
    {
        call.Request.SetTarget(this);
        if (call.Request.GetTarget() is not { } target)
        {
            return new(Response.FromException(new ClientNotAvailableException($"The object of observer {Id} was collected.")));
        }

        return _filters.Length == 0
            ? call.Request.Invoke()
            : new IncomingCall(call, this, Id, context: null, target, _filters).RunAsync();
    }
}
