using System.Collections.Concurrent;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Filters every call to a grain: counts calls by method, and loses calls of the methods that a test names.</summary>
internal sealed class CallWatch : IIncomingGrainCallFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> handled = new();

    /// <summary>Names of methods whose calls fail before they reach their grain.</summary>
    public ConcurrentDictionary<string, bool> Lost { get; } = new();

    /// <summary>Number of calls of a method so far.</summary>
    /// <param name="grainInterface">Name of the interface.</param>
    /// <param name="method">Name of the method.</param>
    public int CountOf(string grainInterface, string method) => counts.GetValueOrDefault($"{grainInterface}.{method}");

    /// <summary>Number of calls of all methods of an interface so far.</summary>
    public int CountOf(string grainInterface) =>
        counts.Where(pair => pair.Key.StartsWith($"{grainInterface}.", StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Completes when the next call of a method has been executed. A test uses it to wait for a one-way call, and must
    /// ask before the call is made.</summary>
    public Task WhenHandledAsync(string method) =>
        handled.GetOrAdd(method, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
            .WaitAsync(Patience);

    /// <summary>Forgets all counts; no call is lost any more.</summary>
    public void Reset()
    {
        counts.Clear();
        handled.Clear();
        Lost.Clear();
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        counts.AddOrUpdate(
            $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName}", 1, static (_, count) => count + 1);
        if (Lost.ContainsKey(context.MethodName))
        {
            throw new TimeoutException($"{context.MethodName} is lost on its way.");
        }

        await context.Invoke();
        if (handled.TryRemove(context.MethodName, out var waited))
        {
            waited.SetResult();
        }
    }
}
