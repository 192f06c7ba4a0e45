using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>
/// Enumerates at a grain on behalf of a caller elsewhere: the caller chooses an id, and pulls batches until the end.
/// </summary>
public interface IAsyncEnumerableGrainExtension : IGrainExtension
{
    /// <summary>Begins the enumeration that <paramref name="request"/> asks for and makes its first step.</summary>
    [AlwaysInterleave]
    ValueTask<(EnumerationResult Status, object? Value)> StartEnumeration<T>(
        Guid requestId, [Immutable] IAsyncEnumerableRequest<T> request, CancellationToken cancellationToken);

    /// <summary>Makes the next step of an enumeration.</summary>
    [AlwaysInterleave]
    ValueTask<(EnumerationResult Status, object? Value)> MoveNext<T>(Guid requestId, CancellationToken cancellationToken);

    /// <summary>Ends an enumeration early.</summary>
    [AlwaysInterleave]
    ValueTask DisposeAsync(Guid requestId);
}
