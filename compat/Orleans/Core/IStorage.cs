namespace Orleans.Core;

/// <summary>One stored record of one grain.</summary>
public interface IStorage
{
    /// <summary>The version that the storage gave to what was last read or written.</summary>
    string? Etag { get; }

    bool RecordExists { get; }

    Task ClearStateAsync();

    Task WriteStateAsync();

    Task ReadStateAsync();

    Task ClearStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ClearStateAsync();
    }

    Task WriteStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteStateAsync();
    }

    Task ReadStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadStateAsync();
    }
}

/// <summary>One stored record with its value.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
