using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams.Filtering;

namespace Orleans.Hosting;

public static class SiloBuilderStreamingExtensions
{
    /// <summary>Adds what every stream provider needs; a provider's own method calls it as well.</summary>
    public static ISiloBuilder AddStreaming(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddStreamRuntime();
        return builder;
    }

    /// <summary>Decides which events of a provider each subscription gets.</summary>
    public static ISiloBuilder AddStreamFilter<T>(this ISiloBuilder builder, string name)
        where T : class, IStreamFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IStreamFilter, T>(name);
        return builder;
    }
}
