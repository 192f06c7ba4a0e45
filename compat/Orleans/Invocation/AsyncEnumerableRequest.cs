using Orleans.Invocation;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>
/// A call of a method that returns <see cref="IAsyncEnumerable{T}"/>. The caller enumerates the request itself, which then
/// goes to the grain inside a call of <see cref="IAsyncEnumerableGrainExtension"/>.
/// </summary>
[ReturnValueProxy(nameof(InitializeRequest))]
public abstract class AsyncEnumerableRequest<T> : RequestBase, IAsyncEnumerable<T>, IAsyncEnumerableRequest<T>
{
    private const int DefaultMaxBatchSize = 100;

    public int MaxBatchSize { get; set; } = DefaultMaxBatchSize;

    internal GrainReference? TargetGrain { get; private set; }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new AsyncEnumeratorProxy<T>(this, cancellationToken);

    /// <summary>Called by the proxy that made the request.</summary>
    public IAsyncEnumerable<T> InitializeRequest(GrainReference targetGrainReference)
    {
        TargetGrain = targetGrainReference;
        return this;
    }

    /// <summary>Never called: the grain's extension calls <see cref="InvokeImplementation"/>.</summary>
    public override ValueTask<Response> Invoke() =>
        throw new InvalidOperationException($"{GetActivityName()} returns an enumeration, which is pulled and not invoked.");

    public IAsyncEnumerable<T> InvokeImplementation() => InvokeInner();

    /// <summary>Calls the method on the target with the arguments.</summary>
    protected abstract IAsyncEnumerable<T> InvokeInner();
}
