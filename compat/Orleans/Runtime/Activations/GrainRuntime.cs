using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Timers;

namespace Orleans.StandIn.Runtime;

/// <summary>The silo as its grains see it.</summary>
internal sealed class GrainRuntime(
    IGrainFactory grainFactory, ITimerRegistry timerRegistry, LocalSiloDetails silo, TimeProvider timeProvider, IServiceProvider services)
    : IGrainRuntime
{
    public string SiloIdentity { get; } = silo.SiloAddress.ToString();

    public SiloAddress SiloAddress => silo.SiloAddress;

    public IGrainFactory GrainFactory => grainFactory;

    public ITimerRegistry TimerRegistry => timerRegistry;

    public IServiceProvider ServiceProvider => services;

    public TimeProvider TimeProvider => timeProvider;

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called by the grain."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).Delay(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        var grainClass = ((Activation)grainContext).Class.Type;
        var storageName = (Attribute.GetCustomAttribute(grainClass, typeof(StorageProviderAttribute)) as StorageProviderAttribute)?.ProviderName;
        return services.GetRequiredService<IPersistentStateFactory>()
            .Create<TGrainState>(grainContext, new PersistentStateAttribute("state", storageName));
    }
}
