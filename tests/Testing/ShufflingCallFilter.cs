using System.Collections.Concurrent;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace AudioRooms.Testing;

/// <summary>Simulates the worst network between Orleans processes. One-way messages are collected in groups of random size,
/// shuffled or reversed, and then sent; some are sent a second time with a later group. Calls that expect an answer pass
/// unchanged. Register one object as the last outgoing call filter of each silo and client whose messages it shall shuffle.
/// Thread-safe.
/// <para>A group is sent when it is full or when its first message has waited for <see cref="DelayMax"/> of real time. No message
/// is lost.</para></summary>
/// <param name="seed">Decides sizes, orders and repetitions. Which messages share a group depends on the callers'
/// threads.</param>
/// <param name="concerns">Chooses the one-way calls to shuffle; null for all.</param>
public sealed class ShufflingCallFilter(
    int seed, Func<IOutgoingGrainCallContext, bool>? concerns = null) : IOutgoingGrainCallFilter, IDisposable
{
    private static readonly AsyncLocal<bool> Passing = new();

    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly ConcurrentQueue<Exception> failures = new();
    private readonly List<TaskCompletionSource> idle = [];
    private List<Call> group = [];
    private List<Call> doubles = [];
    private Timer? timer;
    private int groupSize = 2;
    private int sending;

    /// <summary>The largest group.</summary>
    public int GroupMax { get; init; } = 16;

    /// <summary>How long the first message of a group waits for others.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Share of the messages that are sent twice, 0 to 1.</summary>
    public double DoubledShare { get; init; } = 0.1;

    /// <summary>Number of messages that were sent out of their order.</summary>
    public int Moved { get; private set; }

    /// <summary>Number of messages that were sent twice.</summary>
    public int Doubled { get; private set; }

    /// <summary>Failures to send a message; empty unless a process has ended.</summary>
    public IReadOnlyCollection<Exception> Failures => failures;

    public void Dispose() => timer?.Dispose();

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Passing.Value || context.Request is not IRequest request || (request.Options & InvokeMethodOptions.OneWay) == 0
            || concerns?.Invoke(context) == false)
        {
            return context.Invoke();
        }

        lock (gate)
        {
            group.Add(new Call(context, ExecutionContext.Capture()));
            if (group.Count >= groupSize)
            {
                SendGroup();
            }
            else
            {
                Arm();
            }
        }

        // The caller of a one-way call learns nothing about its success.
        context.Response = Response.Completed;
        return Task.CompletedTask;
    }

    /// <summary>Completes when every message has been sent, including the repetitions.</summary>
    public Task WhenIdleAsync()
    {
        lock (gate)
        {
            TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            idle.Add(waiter);
            ReleaseIdle();
            return waiter.Task;
        }
    }

    private void Arm()
    {
        timer ??= new Timer(_ => OnTimer());
        timer.Change(DelayMax, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (gate)
        {
            SendGroup();
        }
    }

    // The caller holds the gate.
    private void SendGroup()
    {
        Call[] order = [.. doubles, .. group];
        if (order.Length == 0)
        {
            return;
        }

        doubles = [.. group.Where(_ => random.NextDouble() < DoubledShare)];
        Doubled += doubles.Count;
        group = [];
        groupSize = random.Next(2, GroupMax + 1);
        Call[] before = [.. order];
        if (random.Next(2) == 0)
        {
            random.Shuffle(order);
        }
        else
        {
            Array.Reverse(order);
        }

        Moved += order.Where((call, index) => !ReferenceEquals(call, before[index])).Count();
        sending++;

        // Sent on a thread of the pool, because the grain whose turn this is must not wait for the filter.
        ThreadPool.UnsafeQueueUserWorkItem(_ => Send(order), null);

        if (doubles.Count > 0)
        {
            Arm();
        }
    }

    private void Send(Call[] order)
    {
        foreach (Call call in order)
        {
            call.Send(failures);
        }

        lock (gate)
        {
            sending--;
            ReleaseIdle();
        }
    }

    // The caller holds the gate.
    private void ReleaseIdle()
    {
        if (group.Count == 0 && doubles.Count == 0 && sending == 0)
        {
            idle.ForEach(waiter => waiter.SetResult());
            idle.Clear();
        }
    }

    /// <summary>A waiting message. It is sent as a new call of the same method with the same arguments, because a call context
    /// can pass the filters only once.</summary>
    private sealed class Call(IOutgoingGrainCallContext context, ExecutionContext? ambient)
    {
        internal void Send(ConcurrentQueue<Exception> failures)
        {
            if (ambient is null)
            {
                Invoke(failures);
            }
            else
            {
                ExecutionContext.Run(ambient, _ => Invoke(failures), null);
            }
        }

        private void Invoke(ConcurrentQueue<Exception> failures)
        {
            object?[] arguments = new object?[context.Request.GetArgumentCount()];
            for (int index = 0; index < arguments.Length; index++)
            {
                arguments[index] = context.Request.GetArgument(index);
            }

            bool outer = Passing.Value;
            Passing.Value = true;
            try
            {
                object? sent = context.InterfaceMethod.Invoke(context.Grain, arguments);
                _ = sent is Task task ? ObserveAsync(task, failures) : null;
            }
            catch (System.Reflection.TargetInvocationException exception)
            {
                failures.Enqueue(exception.InnerException ?? exception);
            }
            finally
            {
                Passing.Value = outer;
            }
        }

        private static async Task ObserveAsync(Task sent, ConcurrentQueue<Exception> failures)
        {
            try
            {
                await sent;
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }
    }
}
