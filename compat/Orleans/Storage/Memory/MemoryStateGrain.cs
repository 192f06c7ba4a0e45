namespace Orleans.Storage;

/// <inheritdoc cref="IMemoryStateGrain"/>
[KeepAlive]
internal sealed class MemoryStateGrain : Grain, IMemoryStateGrain
{
    /// <summary>A deleted record stays as null: whoever still holds its version must not write over the deletion.</summary>
    private readonly Dictionary<string, MemoryRecord?> records = new(StringComparer.Ordinal);

    public Task<MemoryRecord?> ReadAsync(string key) => Task.FromResult(records.GetValueOrDefault(key));

    public Task<MemoryWriteResult> WriteAsync(string key, string? etag, MemoryRecord record) => Task.FromResult(Replace(key, etag, record));

    public Task<MemoryWriteResult> DeleteAsync(string key, string? etag) => Task.FromResult(Replace(key, etag, null));

    private MemoryWriteResult Replace(string key, string? etag, MemoryRecord? record)
    {
        // A key that was never seen accepts any version: this grain may have lost its memory with its silo.
        if (records.TryGetValue(key, out var stored) && stored?.Etag != etag && etag != "*")
        {
            return new MemoryWriteResult(done: false, stored?.Etag);
        }

        records[key] = record;
        return new MemoryWriteResult(done: true, stored?.Etag);
    }
}
