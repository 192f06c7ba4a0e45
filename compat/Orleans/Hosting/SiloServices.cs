using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.StandIn.Runtime;
using Orleans.Timers;

namespace Orleans.StandIn.Hosting;

/// <summary>Registers the services that make a silo.</summary>
internal static class SiloServices
{
    public static void AddSiloServices(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(Silo)))
        {
            return;
        }

        if (services.Any(static service => service.ServiceType == typeof(ClusterClient)))
        {
            throw new OrleansConfigurationException("A host is either a silo or a client: do not call both UseOrleans and UseOrleansClient.");
        }

        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddCallTesting();
        services.AddSerializer();
        services.AddPersistentStates();

        services.AddSingleton<LocalSiloDetails>();
        services.AddSingleton<ILocalSiloDetails>(static provider => provider.GetRequiredService<LocalSiloDetails>());
        services.AddSingleton<MessagingOptions>(static provider => provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value);
        services.AddCalls();
        services.AddSingleton<Catalog>();
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddSingleton<IGrainRuntime, GrainRuntime>();
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddScoped<GrainContextHolder>();
        services.AddKeyedScoped<IGrainExtension, GrainManagementExtension>(typeof(IGrainManagementExtension));
        services.AddScoped(static provider => provider.GetRequiredService<GrainContextHolder>().Context!);
        services.AddKeyedScoped<IGrainExtension, AsyncEnumerableGrainExtension>(typeof(IAsyncEnumerableGrainExtension));
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<IClusterClient>(
            static provider => new ClusterClient(provider.GetRequiredService<GrainFactory>(), provider));

        services.AddSingleton<ISiloLifecycleSubject, SiloLifecycleSubject>();
        services.AddSingleton<ISiloLifecycle>(static provider => provider.GetRequiredService<ISiloLifecycleSubject>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloMembership>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, IdleCollector>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ProcessSilos>();
        services.AddSingleton(static provider => new Silo(provider.GetRequiredService<ILocalSiloDetails>(), provider));
        services.AddHostedService<SiloHostedService>();
    }
}
