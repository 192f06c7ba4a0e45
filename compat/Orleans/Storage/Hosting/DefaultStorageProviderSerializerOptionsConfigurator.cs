using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orleans.Storage;

/// <summary>
/// Gives a storage without a serializer of its own the one that is registered under the storage's name, else the silo's default.
/// </summary>
public class DefaultStorageProviderSerializerOptionsConfigurator<TOptions>(IServiceProvider serviceProvider) : IPostConfigureOptions<TOptions>
    where TOptions : class, IStorageProviderSerializerOptions
{
    public void PostConfigure(string? name, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.GrainStorageSerializer ??= (name is null ? null : serviceProvider.GetKeyedService<IGrainStorageSerializer>(name))
            ?? serviceProvider.GetRequiredService<IGrainStorageSerializer>();
    }
}
