namespace Orleans.Streams;

/// <summary>An observer made of delegates.</summary>
internal sealed class DelegateAsyncObserver<T>(
    Func<T, StreamSequenceToken?, Task> onNextAsync, Func<Exception, Task>? onErrorAsync, Func<Task>? onCompletedAsync) : IAsyncObserver<T>
{
    private readonly Func<T, StreamSequenceToken?, Task> _onNextAsync =
        onNextAsync ?? throw new ArgumentNullException(nameof(onNextAsync));

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => _onNextAsync(item, token);

    public Task OnCompletedAsync() => onCompletedAsync?.Invoke() ?? Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => onErrorAsync?.Invoke(ex) ?? Task.CompletedTask;
}

/// <summary>A batch observer made of delegates.</summary>
internal sealed class DelegateAsyncBatchObserver<T>(
    Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task>? onErrorAsync, Func<Task>? onCompletedAsync) : IAsyncBatchObserver<T>
{
    private readonly Func<IList<SequentialItem<T>>, Task> _onNextAsync =
        onNextAsync ?? throw new ArgumentNullException(nameof(onNextAsync));

    public Task OnNextAsync(IList<SequentialItem<T>> items) => _onNextAsync(items);

    public Task OnCompletedAsync() => onCompletedAsync?.Invoke() ?? Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => onErrorAsync?.Invoke(ex) ?? Task.CompletedTask;
}
