using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans.Hosting;

public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>
    /// Adds a stream provider whose events are held in memory. Explicit subscriptions are kept in the grain storage named
    /// <c>PubSubStore</c>, without which the silo does not start.
    /// </summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddStreaming();
        builder.Services.AddMemoryStreamProvider(name);
        builder.Services.AddTransient<IConfigurationValidator>(services => new PubSubStorage(services, name));
        configure?.Invoke(new Configurator(name, configureServices => configureServices(builder.Services)));
        return builder;
    }

    private sealed class Configurator(string name, Action<Action<IServiceCollection>> configureDelegate)
        : NamedServiceConfigurator(name, configureDelegate), ISiloMemoryStreamConfigurator;
}
