using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// Decides which request may start when: the rules of interleaving and the queue of those that have to wait. Everything
/// here happens on the receiver's own turns, so nothing is locked.
/// </summary>
internal abstract class CallReceiver : ITargetHolder
{
    private TurnWork? _firstWaiting;
    private TurnWork? _lastWaiting;
    private int _running;
    private int _blocking;
    private int _blockingReadOnly;
    private int _waiting;

    /// <summary>How many of the waiting could start although something runs; only then the whole queue is looked at.</summary>
    private int _waitingThatInterleave;

    private bool _isPumping;

    public abstract TurnScheduler Turns { get; }

    public bool IsIdle => _running == 0 && _waiting == 0;

    protected bool IsRunning => _running > 0;

    protected int WaitingCount => _waiting;

    /// <summary>Whether requests may start at all at present.</summary>
    protected abstract bool AcceptsRequests { get; }

    public abstract object? GetTarget();

    public abstract object? GetComponent(Type componentType);

    /// <summary>Makes the call on the target, through the filters.</summary>
    public abstract ValueTask<Response> Invoke(Call call);

    /// <summary>A request arrived: it starts, or it waits.</summary>
    public virtual void Receive(TurnRequest request)
    {
        if (AcceptsRequests && _waiting == 0 ? MayStart(request) : AcceptsRequests && MayOvertake(request) && MayStart(request))
        {
            Run(request);
        }
        else
        {
            Wait(request);
        }
    }

    /// <summary>The request is over. <see cref="Pump"/> follows, after its response was sent.</summary>
    public virtual void Finished(TurnRequest request)
    {
        _running--;
        if (!request.AlwaysInterleaves)
        {
            _blocking--;
            if (request.IsReadOnly)
            {
                _blockingReadOnly--;
            }
        }
    }

    /// <summary>Starts what may start now. A loop and not a recursion: a request may finish while it starts.</summary>
    public virtual void Pump()
    {
        if (_isPumping || _waiting == 0 || !AcceptsRequests)
        {
            return;
        }

        _isPumping = true;
        TurnWork? previous = null;
        var candidate = _firstWaiting;
        while (candidate is TurnRequest request && AcceptsRequests)
        {
            if (MayStart(request))
            {
                Remove(request, previous);
                TurnThread.HandOver();
                Run(request);
                previous = null;
                candidate = _firstWaiting;
            }
            else if (_waitingThatInterleave > 0)
            {
                previous = candidate;
                candidate = candidate.Next;
            }
            else
            {
                break;
            }
        }

        _isPumping = false;
    }

    public virtual void OnCallFailed(Exception exception)
    {
    }

    /// <summary>Whether the rules of the receiver, beyond those of the request, let it run beside others.</summary>
    protected virtual bool MayInterleave(TurnRequest request) => false;

    /// <summary>Whether <see cref="MayInterleave"/> could ever say yes to the request.</summary>
    protected virtual bool CouldInterleave(TurnRequest request) => false;

    protected virtual void Run(TurnRequest request)
    {
        _running++;
        if (!request.AlwaysInterleaves)
        {
            _blocking++;
            if (request.IsReadOnly)
            {
                _blockingReadOnly++;
            }
        }

        request.Start(this);
    }

    /// <summary>Takes all that wait out of the queue, oldest first, linked by <see cref="TurnWork.Next"/>.</summary>
    protected TurnWork? TakeWaiting()
    {
        var first = _firstWaiting;
        _firstWaiting = _lastWaiting = null;
        _waiting = _waitingThatInterleave = 0;
        return first;
    }

    protected void Wait(TurnRequest request)
    {
        request.Next = null;
        if (_lastWaiting is null)
        {
            _firstWaiting = request;
        }
        else
        {
            _lastWaiting.Next = request;
        }

        _lastWaiting = request;
        _waiting++;
        if (MayOvertake(request))
        {
            _waitingThatInterleave++;
        }
    }

    private bool MayOvertake(TurnRequest request) =>
        request.AlwaysInterleaves || request.IsReadOnly || CouldInterleave(request);

    private bool MayStart(TurnRequest request) =>
        _blocking == 0
        || request.AlwaysInterleaves
        || (request.IsReadOnly && _blocking == _blockingReadOnly)
        || MayInterleave(request);

    private void Remove(TurnRequest request, TurnWork? previous)
    {
        if (previous is null)
        {
            _firstWaiting = request.Next;
        }
        else
        {
            previous.Next = request.Next;
        }

        if (ReferenceEquals(_lastWaiting, request))
        {
            _lastWaiting = previous;
        }

        request.Next = null;
        _waiting--;
        if (MayOvertake(request))
        {
            _waitingThatInterleave--;
        }
    }
}
