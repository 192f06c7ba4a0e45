using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.Hosting;

public static class AdoNetGrainStorageServiceCollectionExtensions
{
    public static IServiceCollection AddAdoNetGrainStorage(
        this IServiceCollection services, Action<AdoNetGrainStorageOptions> configureOptions) =>
        services.AddAdoNetGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    public static IServiceCollection AddAdoNetGrainStorage(
        this IServiceCollection services, string name, Action<AdoNetGrainStorageOptions> configureOptions) =>
        services.AddAdoNetGrainStorage(name, options => options.Configure(configureOptions));

    public static IServiceCollection AddAdoNetGrainStorageAsDefault(
        this IServiceCollection services, Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null) =>
        services.AddAdoNetGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    public static IServiceCollection AddAdoNetGrainStorage(
        this IServiceCollection services, string name, Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null)
    {
        configureOptions?.Invoke(services.AddOptions<AdoNetGrainStorageOptions>(name));
        services.AddTransient<
            IPostConfigureOptions<AdoNetGrainStorageOptions>,
            DefaultStorageProviderSerializerOptionsConfigurator<AdoNetGrainStorageOptions>>();
        services.AddTransient<IPostConfigureOptions<AdoNetGrainStorageOptions>, DefaultAdoNetGrainStorageOptionsHashPickerConfigurator>();
        services.AddTransient<IConfigurationValidator>(provider => new AdoNetGrainStorageOptionsValidator(
            provider.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name), name));
        return services.AddGrainStorage(name, AdoNetGrainStorageFactory.Create);
    }
}
