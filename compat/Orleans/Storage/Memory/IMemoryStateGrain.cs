namespace Orleans.Storage;

/// <summary>Holds a share of the states of every memory storage, by storage, state name and grain.</summary>
internal interface IMemoryStateGrain : IGrainWithIntegerKey
{
    Task<MemoryRecord?> ReadAsync(string key);

    /// <summary>Writes unless somebody else did since <paramref name="etag"/> was read.</summary>
    Task<MemoryWriteResult> WriteAsync(string key, string? etag, MemoryRecord record);

    /// <summary>Deletes unless somebody else wrote since <paramref name="etag"/> was read.</summary>
    Task<MemoryWriteResult> DeleteAsync(string key, string? etag);
}

/// <summary>A stored state: its serialised value, never changed, and its version.</summary>
[GenerateSerializer]
[Immutable]
internal sealed class MemoryRecord(byte[] payload, string etag)
{
    [Id(0)]
    public byte[] Payload { get; init; } = payload;

    [Id(1)]
    public string Etag { get; init; } = etag;
}

/// <summary>Whether a write was done, and which version was stored before.</summary>
[GenerateSerializer]
[Immutable]
internal sealed class MemoryWriteResult(bool done, string? storedEtag)
{
    [Id(0)]
    public bool Done { get; init; } = done;

    [Id(1)]
    public string? StoredEtag { get; init; } = storedEtag;
}
