namespace AudioRooms.Streaming.Tests;

/// <summary>Holds a handler until the test opens it, and says when the handler has arrived.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Reached => reached.Task;

    internal void Open() => opened.SetResult();

    internal Task PassAsync()
    {
        reached.TrySetResult();
        return opened.Task;
    }
}
