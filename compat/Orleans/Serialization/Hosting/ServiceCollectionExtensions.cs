using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.Session;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization;

public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="Serializer"/>, <see cref="DeepCopier"/> and the types of all assemblies of the application that
    /// the generator has worked on.
    /// </summary>
    public static IServiceCollection AddSerializer(this IServiceCollection services, Action<ISerializerBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(static service => service.ServiceType == typeof(CodecProvider)))
        {
            services.AddOptions();
            services.AddSingleton<CodecProvider>();
            services.AddSingleton<IDeepCopierProvider>(static provider => provider.GetRequiredService<CodecProvider>());
            services.AddSingleton<CopyContextPool>();
            services.AddSingleton<DeepCopier>();
            services.AddSingleton(static provider => new SerializerSessionPool(provider.GetRequiredService<CodecProvider>()));
            services.AddSingleton<Serializer>();
            services.AddSingleton(typeof(Serializer<>));
            services.AddSingleton(typeof(IDeepCopier<>), typeof(CopierHolder<>));
            services.AddSingleton(typeof(DeepCopier<>));
            ManifestAssemblies.AddAll(services);
        }

        configure?.Invoke(new SerializerBuilder(services));
        return services;
    }
}
