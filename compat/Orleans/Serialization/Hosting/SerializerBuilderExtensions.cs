using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Configuration;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization;

public static class SerializerBuilderExtensions
{
    public static ISerializerBuilder Configure(this ISerializerBuilder builder, Action<TypeManifestOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    public static ISerializerBuilder Configure(this ISerializerBuilder builder, IConfigureOptions<TypeManifestOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(configure);
        return builder;
    }

    public static ISerializerBuilder Configure(
        this ISerializerBuilder builder, Func<IServiceProvider, IConfigureOptions<TypeManifestOptions>> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(factory);
        return builder;
    }

    /// <summary>Adds what the generator found in <paramref name="assembly"/>.</summary>
    public static ISerializerBuilder AddAssembly(this ISerializerBuilder builder, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ManifestAssemblies.Add(builder.Services, assembly);
        return builder;
    }
}
