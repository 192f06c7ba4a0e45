namespace Orleans.Storage;

/// <summary>Chooses the hash for a state.</summary>
public interface IStorageHasherPicker
{
    ICollection<IHasher> HashProviders { get; }

    /// <summary>The hash to use, or null when none fits.</summary>
    IHasher? PickHasher<T>(
        string serviceId,
        string storageProviderInstanceName,
        string grainType,
        GrainId grainId,
        IGrainState<T> grainState,
        string? tag = null);
}

/// <summary>Always chooses the first hash.</summary>
public class StorageHasherPicker : IStorageHasherPicker
{
    public StorageHasherPicker(IEnumerable<IHasher> hashProviders)
    {
        ArgumentNullException.ThrowIfNull(hashProviders);
        HashProviders = [.. hashProviders];
    }

    public ICollection<IHasher> HashProviders { get; }

    public IHasher? PickHasher<T>(
        string serviceId,
        string storageProviderInstanceName,
        string grainType,
        GrainId grainId,
        IGrainState<T> grainState,
        string? tag = null) => HashProviders.FirstOrDefault();
}
