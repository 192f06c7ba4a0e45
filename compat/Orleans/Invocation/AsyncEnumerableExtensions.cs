namespace Orleans.Runtime;

public static class AsyncEnumerableExtensions
{
    /// <summary>Sets the most elements that one response brings; no effect on enumerations that are not calls.</summary>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        if (self is AsyncEnumerableRequest<T> request)
        {
            request.MaxBatchSize = maxBatchSize;
        }

        return self;
    }
}
