using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Streams;

/// <summary>Refuses to start a silo whose streams take explicit subscriptions but have no storage to keep them in.</summary>
internal sealed class PubSubStorage(IServiceProvider services, string providerName) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        var options = services.GetRequiredService<IOptionsMonitor<StreamPubSubOptions>>().Get(providerName);
        if (options.PubSubType != StreamPubSubType.ImplicitOnly
            && services.GetKeyedService<IGrainStorage>(providerName) is null
            && services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME) is null)
        {
            throw new OrleansConfigurationException(Missing(providerName));
        }
    }

    internal static string Missing(string providerName) =>
        $"Stream provider \"{providerName}\" keeps its subscriptions in a grain storage named \"{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}\", "
        + $"but there is none: call AddMemoryGrainStorage(\"{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}\") or register a durable one under that "
        + "name, or configure the provider for implicit subscriptions only.";
}
