using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// Runs the turns of one activation (or observer), one at a time and in order, on pool threads. It is the
/// <see cref="TaskScheduler.Current"/> of those turns, so that what a grain awaits comes back to it.
/// One pool work item reads the mailbox until it is empty; waking it costs one pool dispatch for any number of posts.
/// </summary>
internal sealed class TurnScheduler : TaskScheduler, IWorkItemScheduler, IThreadPoolWorkItem
{
    /// <summary>Turns after which other activations get the thread.</summary>
    private const int TurnsPerVisit = 128;

    private static readonly Action<object?> RunTurnsOf = static scheduler => ((TurnScheduler)scheduler!).RunTurns();

    private readonly ILogger _log;
    private Mailbox _mailbox = Mailbox.Create();

    /// <summary>What a visit that was cut short had taken out of the mailbox already.</summary>
    private TurnWork? _rest;

    /// <summary>The task inside which the present visit's turns run.</summary>
    private Task? _visit;

    private bool _cutShort;

    public TurnScheduler(IGrainContext? context, CallReceiver? receiver, ILogger log)
    {
        Context = context;
        Receiver = receiver;
        _log = log;
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The activation; null for the turns of an observer.</summary>
    public IGrainContext? Context { get; }

    /// <summary>Who takes the requests that arrive here.</summary>
    public CallReceiver? Receiver { get; }

    public void Post(TurnWork work)
    {
        if (_mailbox.Post(work))
        {
            TurnThread.Schedule(this);
        }
    }

    public void QueueAction(Action action) => Post(new ActionWork(action));

    public void QueueAction(Action<object> action, object state) => Post(new StateActionWork(action, state));

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    void IThreadPoolWorkItem.Execute() => TurnThread.Run(this);

    /// <summary>Runs what is in the mailbox. True when it is to be called again, after others had their turn.</summary>
    internal bool Visit()
    {
        _cutShort = false;
        var visit = new Task(RunTurnsOf, this);
        _visit = visit;
        visit.Start(this);
        return _cutShort;
    }

    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(task, _visit))
        {
            TryExecuteTask(task);
            return;
        }

        Post(new TaskWork(task));
    }

    /// <summary>A continuation may run at once if its activation's turn is running here already.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void RunTurns()
    {
        var formerContext = RuntimeContext.Enter(Context);
        var clean = ExecutionContext.Capture();
        try
        {
            var turnsLeft = TurnsPerVisit;
            var work = _rest;
            _rest = null;
            while (true)
            {
                work ??= _mailbox.TakeAll();
                if (work is null)
                {
                    if (_mailbox.TryGoIdle())
                    {
                        return;
                    }

                    continue;
                }

                if (turnsLeft-- == 0)
                {
                    _rest = work;
                    _cutShort = true;
                    return;
                }

                var next = work.Next;
                work.Next = null;
                TurnThread.HandOver();
                RunTurn(work);
                if (clean is not null)
                {
                    ExecutionContext.Restore(clean);
                }

                work = next;
            }
        }
        finally
        {
            RuntimeContext.Enter(formerContext);
        }
    }

    private void RunTurn(TurnWork work)
    {
        try
        {
            work.Run(this);
        }
        catch (Exception exception)
        {
            // The turn's own code hands its failures to whoever waits for them; what arrives here is a fault of the
            // engine, and must not stop the turns that wait behind.
            SchedulerLog.TurnFailed(_log, Context?.GrainId.ToString() ?? "observer", exception);
        }
    }

    private sealed class TaskWork(Task task) : TurnWork
    {
        internal override void Run(TurnScheduler scheduler) => scheduler.TryExecuteTask(task);
    }

    private sealed class ActionWork(Action action) : TurnWork
    {
        internal override void Run(TurnScheduler scheduler) => action();
    }

    private sealed class StateActionWork(Action<object> action, object state) : TurnWork
    {
        internal override void Run(TurnScheduler scheduler) => action(state);
    }
}
