using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Storage;

/// <summary>
/// Keeps grain state, serialised as any storage does, in grains. It is lost with the silo that holds it, and with the cluster.
/// </summary>
public class MemoryGrainStorage : IGrainStorage
{
    private readonly string name;
    private readonly IGrainStorageSerializer serializer;
    private readonly IMemoryStateGrain[] shares;

    internal MemoryGrainStorage(string name, MemoryGrainStorageOptions options, IGrainFactory grainFactory)
    {
        this.name = name;
        serializer = options.GrainStorageSerializer;
        shares = new IMemoryStateGrain[options.NumStorageGrains];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = grainFactory.GetGrain<IMemoryStateGrain>(i);
        }
    }

    public virtual async Task ReadStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = KeyOf(grainType, grainId);
        var record = await ShareOf(key).ReadAsync(key);
        grainState.State = (record is null ? default : serializer.Deserialize<T>(new BinaryData(record.Payload))) ?? StateActivator<T>.Create();
        grainState.ETag = record?.Etag;
        grainState.RecordExists = record is not null;
    }

    public virtual async Task WriteStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = KeyOf(grainType, grainId);
        var record = new MemoryRecord(serializer.Serialize(grainState.State).ToArray(), NewEtag());
        ThrowIfNothingWritten(await ShareOf(key).WriteAsync(key, grainState.ETag, record), "write", grainType, grainId, grainState.ETag);
        grainState.ETag = record.Etag;
        grainState.RecordExists = true;
    }

    public virtual async Task ClearStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = KeyOf(grainType, grainId);
        ThrowIfNothingWritten(await ShareOf(key).DeleteAsync(key, grainState.ETag), "clear", grainType, grainId, grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = StateActivator<T>.Create();
    }

    private static string NewEtag() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private string KeyOf(string grainType, GrainId grainId) => $"{name}/{grainType}/{grainId}";

    private IMemoryStateGrain ShareOf(string key) => shares[StableHash.ComputeHash(key) % (uint)shares.Length];

    /// <summary>Thrown here and not in the grain that holds the state: it is the writer's activation that must end, not that one.</summary>
    private void ThrowIfNothingWritten(MemoryWriteResult result, string operation, string grainType, GrainId grainId, string? heldEtag)
    {
        if (!result.Done)
        {
            throw new InconsistentStateException(
                $"Version conflict: cannot {operation} state '{grainType}' of grain {grainId} in storage \"{name}\".", result.StoredEtag, heldEtag);
        }
    }
}

public static class MemoryGrainStorageFactory
{
    public static MemoryGrainStorage Create(IServiceProvider services, string name) => new(
        name,
        services.GetRequiredService<IOptionsMonitor<MemoryGrainStorageOptions>>().Get(name),
        services.GetRequiredService<IGrainFactory>());
}
