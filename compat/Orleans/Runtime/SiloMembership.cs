namespace Orleans.StandIn.Runtime;

/// <summary>Tells the catalog what the silo's status is, and ends its activations at the way down.</summary>
internal sealed class SiloMembership(Catalog catalog) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloMembership>(ServiceLifecycleStage.RuntimeInitialize, Become(SiloStatus.Joining), Become(SiloStatus.Dead));
        lifecycle.Subscribe<SiloMembership>(
            ServiceLifecycleStage.GrainDeactivation,
            static _ => Task.CompletedTask,
            token => catalog.DeactivateAllAsync(
                new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), token));
        lifecycle.Subscribe<SiloMembership>(ServiceLifecycleStage.BecomeActive, Become(SiloStatus.Active), Become(SiloStatus.ShuttingDown));
    }

    private Func<CancellationToken, Task> Become(SiloStatus status) => _ =>
    {
        catalog.Status = status;
        return Task.CompletedTask;
    };
}
