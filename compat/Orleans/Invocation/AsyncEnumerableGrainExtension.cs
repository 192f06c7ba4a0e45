namespace Orleans.Runtime;

/// <summary>
/// The grain's end of enumerations: runs them on the grain's turns and collects what is ready into batches. It answers
/// within <see cref="PollTimeout"/> even without an element, so that no call runs into its response timeout.
/// </summary>
internal sealed class AsyncEnumerableGrainExtension(IGrainContext context, TimeProvider timeProvider) : IAsyncEnumerableGrainExtension
{
    /// <summary>A third of the default response timeout of 30 s, so that a heartbeat always arrives in time.</summary>
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(10);

    /// <summary>An enumeration that nobody has asked for this long is dropped; callers ask at once after every answer.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(3);

    // Only touched on the grain's turns.
    private readonly Dictionary<Guid, Enumeration> _enumerations = [];

    public async ValueTask<(EnumerationResult Status, object? Value)> StartEnumeration<T>(
        Guid requestId, [Immutable] IAsyncEnumerableRequest<T> request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await DropIdleAsync();
        if (_enumerations.ContainsKey(requestId))
        {
            return (EnumerationResult.Error, new InvalidOperationException("An enumeration with this id runs already."));
        }

        request.SetTarget(context);
        var enumeration = new Enumeration<T>(request);
        _enumerations.Add(requestId, enumeration);
        return await StepAsync(requestId, enumeration, cancellationToken);
    }

    public ValueTask<(EnumerationResult Status, object? Value)> MoveNext<T>(Guid requestId, CancellationToken cancellationToken) =>
        _enumerations.TryGetValue(requestId, out var known) && known is Enumeration<T> enumeration
            ? StepAsync(requestId, enumeration, cancellationToken)
            : new((EnumerationResult.MissingEnumeratorError, null));

    public async ValueTask DisposeAsync(Guid requestId)
    {
        if (_enumerations.Remove(requestId, out var enumeration))
        {
            await enumeration.DisposeAsync();
        }
    }

    private async ValueTask<(EnumerationResult Status, object? Value)> StepAsync<T>(
        Guid requestId, Enumeration<T> enumeration, CancellationToken cancellation)
    {
        var result = await enumeration.StepAsync(PollTimeout, timeProvider, cancellation);
        enumeration.LastAsked = timeProvider.GetTimestamp();
        if (result.Status is not (EnumerationResult.Heartbeat or EnumerationResult.Element or EnumerationResult.Batch))
        {
            await DisposeAsync(requestId);
        }

        return result;
    }

    private async ValueTask DropIdleAsync()
    {
        List<Guid>? idle = null;
        foreach (var (id, enumeration) in _enumerations)
        {
            if (!enumeration.IsStepping && timeProvider.GetElapsedTime(enumeration.LastAsked) > IdleLimit)
            {
                (idle ??= []).Add(id);
            }
        }

        foreach (var id in idle ?? [])
        {
            await DisposeAsync(id);
        }
    }

    private abstract class Enumeration : IAsyncDisposable
    {
        public long LastAsked { get; set; }

        public bool IsStepping { get; protected set; }

        public abstract ValueTask DisposeAsync();
    }

    private sealed class Enumeration<T>(IAsyncEnumerableRequest<T> request) : Enumeration
    {
        private readonly CancellationTokenSource _stop = new();
        private IAsyncEnumerator<T>? _enumerator;

        /// <summary>A step that had not ended when the last answer was due.</summary>
        private Task<bool>? _pending;

        public async ValueTask<(EnumerationResult Status, object? Value)> StepAsync(
            TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellation)
        {
            if (IsStepping)
            {
                return (EnumerationResult.Error, new InvalidOperationException("The enumeration is asked for two elements at once."));
            }

            IsStepping = true;
            try
            {
                using var registration = cancellation.UnsafeRegister(static state => ((Enumeration<T>)state!).Cancel(), this);
                return await CollectAsync(timeout, timeProvider, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return (EnumerationResult.Canceled, null);
            }
            catch (Exception exception)
            {
                return (EnumerationResult.Error, exception);
            }
            finally
            {
                IsStepping = false;
            }
        }

        public override async ValueTask DisposeAsync()
        {
            Cancel();
            if (_pending is { } pending)
            {
                // An iterator cannot be disposed of between two elements; its token has just been cancelled.
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            }

            if (_enumerator is not null)
            {
                await _enumerator.DisposeAsync();
            }

            // The request stays as it is: the caller may enumerate it once more.
            _stop.Dispose();
        }

        private void Cancel()
        {
            request.TryCancel();
            _stop.Cancel(throwOnFirstException: false);
        }

        private async ValueTask<(EnumerationResult Status, object? Value)> CollectAsync(
            TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellation)
        {
            _enumerator ??= request.InvokeImplementation().GetAsyncEnumerator(_stop.Token);
            List<T>? batch = null;
            while (true)
            {
                var step = _pending ?? _enumerator.MoveNextAsync().AsTask();
                _pending = null;
                if (!step.IsCompleted)
                {
                    _pending = step;
                    if (batch is not null)
                    {
                        // What is there goes now; the step is asked for again by the next call.
                        return (EnumerationResult.Batch, batch);
                    }

                    await ((Task)step).WaitAsync(timeout, timeProvider, cancellation)
                        .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
                    if (!step.IsCompleted)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        return (EnumerationResult.Heartbeat, null);
                    }

                    _pending = null;
                }

                if (batch is not null && !step.IsCompletedSuccessfully)
                {
                    // The elements before the error arrive before it.
                    _pending = step;
                    return (EnumerationResult.Batch, batch);
                }

                if (!await step)
                {
                    return batch is null ? (EnumerationResult.Completed, null) : (EnumerationResult.CompletedWithBatch, batch);
                }

                (batch ??= []).Add(_enumerator.Current);
                if (batch.Count >= request.MaxBatchSize)
                {
                    return (EnumerationResult.Batch, batch);
                }
            }
        }
    }
}
