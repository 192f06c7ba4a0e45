namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="IAsyncEnumerable{T}"/>.</summary>
public interface IAsyncEnumerableRequest<T> : IRequest
{
    /// <summary>The most elements that one response brings.</summary>
    int MaxBatchSize { get; set; }

    /// <summary>Calls the method at the grain.</summary>
    IAsyncEnumerable<T> InvokeImplementation();
}
