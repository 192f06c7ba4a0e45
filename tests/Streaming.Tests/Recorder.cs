using System.Threading.Channels;
using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

/// <summary>An observer that keeps what it hears. Tests wait for its items, never for time.</summary>
internal sealed class Recorder<T> : IAsyncObserver<T>
{
    private readonly Channel<T> heard = Channel.CreateUnbounded<T>();

    /// <summary>Runs before an item counts as heard.</summary>
    internal Func<T, Task> Handler { get; init; } = _ => Task.CompletedTask;

    internal TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource<Exception> Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        await Handler(item);
        heard.Writer.TryWrite(item);
    }

    public Task OnCompletedAsync()
    {
        Completed.SetResult();
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        Failed.SetResult(ex);
        return Task.CompletedTask;
    }

    /// <summary>The next items in the order in which they were heard.</summary>
    internal async Task<T[]> TakeAsync(int count)
    {
        T[] items = new T[count];
        for (int index = 0; index < count; index++)
        {
            items[index] = await heard.Reader.ReadAsync();
        }

        return items;
    }

    internal bool HasMore => heard.Reader.TryPeek(out _);
}
