namespace Orleans.StandIn.Hosting;

/// <summary>Joins a grain service to the silo's lifecycle.</summary>
internal sealed class GrainServiceParticipant(IServiceProvider services, Func<IServiceProvider, GrainService> find)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<GrainServiceParticipant>(
            ServiceLifecycleStage.RuntimeGrainServices,
            async _ =>
            {
                var service = find(services);
                await service.Init(services);
                await service.Start();
            },
            _ => find(services).Stop());
}
