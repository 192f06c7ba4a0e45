using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

public static class GrainServicesSiloBuilderExtensions
{
    /// <summary>Runs the service on this silo from <see cref="ServiceLifecycleStage.RuntimeGrainServices"/> on.</summary>
    public static ISiloBuilder AddGrainService<T>(this ISiloBuilder builder)
        where T : GrainService
    {
        builder.Services.AddSingleton(static services => ActivatorUtilities.CreateInstance<T>(
            services, GrainId.Create(GrainTypePrefix.GrainServicePrefix + typeof(T).Name.ToLowerInvariant(), "local")));
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            static services => new StandIn.Hosting.GrainServiceParticipant(services, static provider => provider.GetRequiredService<T>()));
        return builder;
    }
}
