using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// A call on its way: first it lies in the callee's mailbox as a request, then in the caller's as a response. One pooled
/// object is request, response and completion source at once.
/// Its state is one word, a version and a phase, so that a response, a timeout and a cancellation can race for it and one
/// wins. Only a call that was answered goes back to the pool; one that was given up may still be in the callee's hands.
/// </summary>
internal abstract class Call : TurnRequest, IThreadPoolWorkItem
{
    private const long PhaseMask = 7;
    private const long Free = 0;
    private const long Waiting = 1;
    private const long Answered = 2;
    private const long GivenUp = 3;
    private const long Untracked = 4;
    private const long VersionStep = 8;

    private readonly Action _invocationCompleted;
    private long _state = Untracked;

    /// <summary>The clock that tracks the call. A pool serves every silo of the process, and each has a clock of its own.</summary>
    private CallClock? _clock;

    private bool _isResponse;

    /// <summary>When it was made, for the instruments; 0 if nobody measures.</summary>
    private long _begun;

    private ValueTask<Response> _invocation;
    private CancellationTokenRegistration _cancellation;
    private bool _isCancellable;

    protected Call()
    {
        _invocationCompleted = OnInvocationCompleted;
    }

    public IInvokable Request { get; private set; } = null!;

    public CallEngine Engine { get; private set; } = null!;

    /// <summary>The reference that was called; null for a call that came by its target's id.</summary>
    public GrainReference Reference { get; private set; } = null!;

    /// <summary>The calling activation; null when the caller is no grain.</summary>
    public IGrainContext? Source { get; private set; }

    public bool IsOneWay { get; private set; }

    public RequestContextValues? Context { get; private set; }

    public override Guid ReentrancyId => Context?.ReentrancyId ?? Guid.Empty;

    /// <summary>In ticks of <see cref="CallEngine.Clock"/>.</summary>
    public long Deadline { get; private set; } = long.MaxValue;

    public TimeSpan ResponseTimeout { get; private set; }

    /// <summary>Whether nobody has answered or given up.</summary>
    public bool IsWaiting => (Volatile.Read(ref _state) & PhaseMask) == Waiting;

    protected bool IsGivenUp => (Volatile.Read(ref _state) & PhaseMask) == GivenUp;

    protected CallReceiver? Target { get; private set; }

    /// <summary>Sets the call up. The caller's turn, or no turn at all.</summary>
    public void Prepare(
        CallEngine engine, GrainReference reference, IInvokable request, InvokeMethodOptions options, IGrainContext? source)
    {
        Engine = engine;
        Reference = reference;
        Request = request;
        Source = source;
        IsOneWay = (options & InvokeMethodOptions.OneWay) != 0;
        IsReadOnly = (options & InvokeMethodOptions.ReadOnly) != 0;
        AlwaysInterleaves = (options & InvokeMethodOptions.AlwaysInterleave) != 0;
        Context = RequestContext.CallContextData;
        _isResponse = false;
        if (IsOneWay)
        {
            return;
        }

        _begun = engine.Instruments.Begin();
        ResponseTimeout = request.GetDefaultResponseTimeout() ?? engine.ResponseTimeout;
        var clock = engine.Clock;
        var isOfThisClock = ReferenceEquals(_clock, clock);
        Deadline = clock.After(ResponseTimeout);
        _clock = clock;
        var former = Interlocked.Exchange(ref _state, (Volatile.Read(ref _state) & ~PhaseMask) + VersionStep + Waiting);
        if ((former & PhaseMask) == Untracked || !isOfThisClock)
        {
            clock.Track(this);
        }
    }

    /// <summary>Gives the call up when the caller's token is cancelled.</summary>
    public void ObserveCancellation(CancellationToken token)
    {
        var version = _state & ~PhaseMask;
        _isCancellable = true;
        _cancellation = token.UnsafeRegister(
            static (state, token) =>
            {
                var (call, version) = ((Call, long))state!;
                call.Cancel(version, token);
            },
            (this, version));
    }

    internal sealed override void Run(TurnScheduler scheduler)
    {
        if (_isResponse)
        {
            Complete();
        }
        else
        {
            scheduler.Receiver!.Receive(this);
        }
    }

    void IThreadPoolWorkItem.Execute() => Complete();

    public sealed override void Start(CallReceiver receiver)
    {
        Target = receiver;
        if (!IsOneWay && !IsWaiting && Engine.DropsExpired)
        {
            receiver.Finished(this);
            return;
        }

        if (Context is not null)
        {
            RequestContext.CallContextData = Context;
        }

        var invocation = receiver.Invoke(this);
        if (invocation.IsCompletedSuccessfully)
        {
            Finish(invocation.Result);
            return;
        }

        if (!IsWaiting && !IsOneWay)
        {
            // Given up between the check above and the moment from which the request can be cancelled.
            Request.TryCancel();
        }

        _invocation = invocation;
        _invocation.GetAwaiter().UnsafeOnCompleted(_invocationCompleted);
    }

    public sealed override void Refuse(Exception reason)
    {
        if (IsOneWay)
        {
            CallLog.OneWayRefused(Engine.Log, Reference.GrainId, reason);
            Discard();
        }
        else
        {
            Respond(Response.FromException(reason));
        }
    }

    public sealed override void Forward() => Engine.Forward(this);

    /// <summary>Hands the response to the caller. Whoever calls this must not touch the call afterwards.</summary>
    public void Respond(Response response)
    {
        var state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Waiting
            || Interlocked.CompareExchange(ref _state, state - Waiting + Answered, state) != state)
        {
            response.Dispose();
            return;
        }

        Engine.Instruments.Ended(_begun);
        if (_isCancellable)
        {
            // Not Dispose, which would wait for a cancellation that runs just now.
            _cancellation.Unregister();
            _isCancellable = false;
        }

        Keep(response);
        _isResponse = true;
        if (Source is { } source)
        {
            ((TurnScheduler)source.Scheduler).Post(this);
        }
        else
        {
            TurnThread.Answer(this);
        }
    }

    /// <summary>
    /// Gives the call up if it still waits at <paramref name="now"/> of <paramref name="clock"/> and is overdue. False: stop
    /// tracking it.
    /// </summary>
    public bool CheckDeadline(CallClock clock, long now)
    {
        var state = Volatile.Read(ref _state);
        if (!ReferenceEquals(Volatile.Read(ref _clock), clock))
        {
            return false;
        }

        switch (state & PhaseMask)
        {
            case Waiting:
                if (Deadline <= now && Interlocked.CompareExchange(ref _state, state - Waiting + GivenUp, state) == state)
                {
                    // Not on the clock's thread: whatever goes on with the failure must not hold up the deadlines of other calls.
                    var overdue = new TimeoutException(
                        $"Response did not arrive on time in {ResponseTimeout} for the call {Request.GetActivityName()} to {Reference.GrainId}.");
                    ThreadPool.UnsafeQueueUserWorkItem(
                        static given => given.Call.GiveUp(given.Overdue), (Call: this, Overdue: overdue), preferLocal: false);
                    return false;
                }

                return true;
            case Answered or Free:
                // Nobody took the response yet, or the call lies in a pool. It must not be kept alive from here.
                return Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) + Untracked, state) != state;
            default:
                return false;
        }
    }

    /// <summary>The caller has taken the response: ready for the next call.</summary>
    protected void Release()
    {
        Request = null!;
        Reference = null!;
        Source = null;
        Context = null;
        Target = null;
        _invocation = default;
        var state = Volatile.Read(ref _state);
        if ((state & PhaseMask) == Answered)
        {
            Interlocked.CompareExchange(ref _state, state - Answered + Free, state);
        }
    }

    /// <summary>A one-way call is over: nobody takes a response.</summary>
    protected abstract void Discard();

    /// <summary>Keeps the response for <see cref="Complete()"/>, copied if the value is not immutable.</summary>
    protected abstract void Keep(Response response);

    /// <summary>Lets the caller go on with the kept response.</summary>
    protected abstract void Complete();

    /// <summary>Lets the caller go on with an exception that is not the callee's.</summary>
    protected abstract void Complete(Exception exception);

    private void OnInvocationCompleted()
    {
        Response response;
        try
        {
            response = _invocation.Result;
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        Finish(response);
    }

    private void Finish(Response response)
    {
        var receiver = Target!;
        var exception = response.Exception;
        if (exception is not null)
        {
            receiver.OnCallFailed(exception);
        }

        if (IsOneWay)
        {
            if (exception is not null)
            {
                CallLog.OneWayFailed(Engine.Log, Request.GetActivityName(), Reference.GrainId, exception);
            }

            response.Dispose();
            receiver.Finished(this);
            Discard();
        }
        else
        {
            receiver.Finished(this);
            Respond(response);
        }

        receiver.Pump();
    }

    private void Cancel(long version, CancellationToken token)
    {
        var waiting = version + Waiting;
        if (Volatile.Read(ref _state) != waiting)
        {
            return;
        }

        var request = Request;
        if (request is null || Volatile.Read(ref _state) != waiting)
        {
            return;
        }

        // A request that has not started has nothing to acknowledge: it is given up at once in either mode.
        if (Engine.WaitsForCancellation && request.TryCancel())
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _state, version + GivenUp, waiting) == waiting)
        {
            request.TryCancel();
            PostGivenUp(new OperationCanceledException(token));
        }
    }

    private void GiveUp(Exception reason)
    {
        Engine.Instruments.TimedOut();
        if (Engine.CancelsOnTimeout)
        {
            Request.TryCancel();
        }

        PostGivenUp(reason);
    }

    private void PostGivenUp(Exception reason)
    {
        var work = new GivenUpWork(this, reason);
        if (Source is { } source)
        {
            ((TurnScheduler)source.Scheduler).Post(work);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    /// <summary>Tells the caller on its own turn; the call itself may still be in the callee's mailbox.</summary>
    private sealed class GivenUpWork(Call call, Exception reason) : TurnWork, IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => call.Complete(reason);

        internal override void Run(TurnScheduler scheduler) => call.Complete(reason);
    }
}
