using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

public static class GrainStreamingExtensions
{
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) =>
        StreamProviderLookup.Find(grain.ServiceProvider, name);

    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        StreamProviderLookup.Find(grain.GrainContext.ActivationServices, name);
}

public static class ClientStreamingExtensions
{
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
        StreamProviderLookup.Find(client.ServiceProvider, name);
}

internal static class StreamProviderLookup
{
    public static IStreamProvider Find(IServiceProvider services, string name) =>
        services.GetKeyedService<IStreamProvider>(name)
        ?? throw new KeyNotFoundException($"No stream provider named \"{name}\" is registered.");
}
