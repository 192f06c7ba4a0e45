using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

public static class ClientBuilderStreamingExtensions
{
    public static IClientBuilder AddStreaming(this IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddStreamRuntime();
        return builder;
    }

    /// <summary>Lets the client publish to a memory stream provider of the silos. Subscriptions belong to grains.</summary>
    public static IClientBuilder AddMemoryStreams(
        this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
    {
        builder.AddStreaming();
        builder.Services.AddMemoryStreamProvider(name);
        configure?.Invoke(new Configurator(name, configureServices => configureServices(builder.Services)));
        return builder;
    }

    private sealed class Configurator(string name, Action<Action<IServiceCollection>> configureDelegate)
        : NamedServiceConfigurator(name, configureDelegate), IClusterClientMemoryStreamConfigurator;
}
