namespace Orleans.StandIn.Hosting;

/// <summary>Joins a startup task to the silo's lifecycle.</summary>
internal sealed class StartupTask(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task, int stage)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<StartupTask>(stage, token => task(services, token));
}
