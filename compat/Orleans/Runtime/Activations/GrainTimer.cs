namespace Orleans.StandIn.Runtime;

/// <summary>
/// A timer whose ticks are requests to its own activation. At most one tick is on its way or running; the next is armed
/// when it ends.
/// </summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Catalog _catalog;
    private readonly ITimer _timer;
    private readonly Tick _tick;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _lock = new();
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _changed;
    private bool _isDisposed;

    protected GrainTimer(Activation activation, Catalog catalog, GrainTimerCreationOptions options)
    {
        Validate(options.DueTime, options.Period);
        _activation = activation;
        _catalog = catalog;
        _dueTime = options.DueTime;
        _period = options.Period;
        _tick = new Tick(this, options.Interleave, options.KeepAlive);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = catalog.TimeProvider.CreateTimer(
                static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    protected CancellationToken CancellationToken => _cancellation.Token;

    public void Begin()
    {
        _activation.AddTimer(this);
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _timer.Change(_dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _dueTime = dueTime;
            _period = period;
            _changed = true;
            if (!_isTicking)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _timer.Dispose();
        _cancellation.Cancel();
        _activation.RemoveTimer(this);
    }

    protected abstract Task InvokeCallback();

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A due time is zero, positive or infinite.");
        }

        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A period is zero, positive or infinite.");
        }
    }

    private void Due()
    {
        lock (_lock)
        {
            if (_isDisposed || _isTicking)
            {
                return;
            }

            _isTicking = true;
            _changed = false;
        }

        _activation.Turns.Post(_tick);
    }

    private async Task RunAsync()
    {
        try
        {
            if (!_isDisposed)
            {
                await InvokeCallback();
            }
        }
        catch (Exception exception)
        {
            if (!_isDisposed || exception is not OperationCanceledException)
            {
                CatalogLog.TimerFailed(_catalog.Log, _activation.GrainId, exception);
            }
        }
        finally
        {
            _activation.Finished(_tick);
            Rearm();
            _activation.Pump();
        }
    }

    private void Rearm()
    {
        lock (_lock)
        {
            _isTicking = false;
            if (!_isDisposed)
            {
                // Periods below a millisecond would make the timer spin; one millisecond is the finest.
                var next = _changed ? _dueTime : _period;
                _timer.Change(next == TimeSpan.Zero && !_changed ? TimeSpan.FromMilliseconds(1) : next, Timeout.InfiniteTimeSpan);
            }
        }
    }

    internal sealed class Tick : TurnRequest
    {
        private readonly GrainTimer _timer;

        public Tick(GrainTimer timer, bool interleave, bool keepAlive)
        {
            _timer = timer;
            AlwaysInterleaves = interleave;
            KeepsAlive = keepAlive;
        }

        public bool KeepsAlive { get; }

        public override void Start(CallReceiver receiver) => _ = _timer.RunAsync();

        public override void Refuse(Exception reason) => _timer.Dispose();

        public override void Forward() => _timer.Dispose();

        internal override void Run(TurnScheduler scheduler) => scheduler.Receiver!.Receive(this);
    }
}

/// <inheritdoc cref="GrainTimer"/>
internal sealed class GrainTimer<TState>(
    Activation activation, Catalog catalog, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, catalog, options)
{
    protected override Task InvokeCallback() => callback(state, CancellationToken);
}
