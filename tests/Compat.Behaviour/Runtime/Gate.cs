using System.Collections.Concurrent;

namespace AudioRooms.Compat.Behaviour.Runtime;

/// <summary>Named events through which grains and tests in one process wait for each other.</summary>
public static class Gate
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();

    public static void Open(string name) => Of(name).TrySetResult();

    public static Task PassAsync(string name) => Of(name).Task.WaitAsync(Patience, TimeProvider.System);

    public static bool IsOpen(string name) => Of(name).Task.IsCompleted;

    private static TaskCompletionSource Of(string name) =>
        Gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
