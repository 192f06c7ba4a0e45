using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;

namespace Orleans.Storage;

public static class GrainStorageHelpers
{
    /// <summary>The storage that a grain class names with <see cref="StorageProviderAttribute"/>, else the default one.</summary>
    public static IGrainStorage GetGrainStorage(Type grainType, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(grainType);
        var name = grainType.GetCustomAttribute<StorageProviderAttribute>(inherit: true)?.ProviderName;
        var storage = name is null ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(name);
        return storage ?? throw new BadProviderConfigException(Missing(name, grainType.FullName!));
    }

    internal static string Missing(string? storageName, string grainType) => string.IsNullOrEmpty(storageName)
        ? $"Grain type {grainType} needs the default storage, but there is none: call AddAdoNetGrainStorageAsDefault or the like."
        : $"Grain type {grainType} needs a storage named \"{storageName}\", but there is none: call AddAdoNetGrainStorage(\"{storageName}\", …) or the like.";
}
