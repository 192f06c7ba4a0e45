using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class LifeTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task DeactivateOnIdle_CallsWait_ANewActivationTakesThem()
    {
        var grain = cluster.Grains.GetGrain<IMortalGrain>("hand-over");
        var before = await grain.GetActivationAsync();

        var ending = grain.EndAsync("hand-over");
        var after = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.GetActivationAsync()));
        await ending;

        after.Last().ShouldNotBe(before);
        after.Distinct().Count(activation => activation != before).ShouldBe(1);
        await Gate.PassAsync("ended-hand-over-ApplicationRequested");
    }

    [Fact]
    public async Task Idle_LongerThanTheCollectionAge_IsDeactivated()
    {
        await using var own = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = TimeSpan.FromMilliseconds(400);
                options.CollectionQuantum = TimeSpan.FromMilliseconds(200);
            }))
            .Build();
        await own.DeployAsync();

        await own.Client.GetGrain<IMortalGrain>("idle").GetActivationAsync();

        await Gate.PassAsync("ended-idle-ActivationIdle");
    }

    [Fact]
    public async Task Stop_ActiveGrains_AreToldAndTheirStateIsComplete()
    {
        var own = new InProcessTestClusterBuilder(1).Build();
        await own.DeployAsync();
        foreach (var number in Enumerable.Range(0, 20))
        {
            await own.Client.GetGrain<IMortalGrain>($"stop-{number}").GetActivationAsync();
        }

        await own.DisposeAsync();

        Enumerable.Range(0, 20).ShouldAllBe(number => Gate.IsOpen($"ended-stop-{number}-ShuttingDown"));
    }

    [Fact]
    public async Task Lifecycle_StartAndStop_RunsStagesUpAndDown()
    {
        var stages = new List<string>();
        var own = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.ConfigureServices(
                services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new StageRecorder(stages))))
            .Build();
        await own.DeployAsync();

        await own.DisposeAsync();

        stages.ShouldBe(["+4000", "+10000", "+20000", "-20000", "-10000", "-4000"]);
    }

    [Fact]
    public async Task StartupTask_Configured_RunsBeforeDeployEnds()
    {
        await using var own = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddStartupTask((services, _) =>
                services.GetRequiredService<IGrainFactory>().GetGrain<IWaitingGrain>("startup").MarkAsync("startup")))
            .Build();

        await own.DeployAsync();

        Gate.IsOpen("startup").ShouldBeTrue();
    }

    [Fact]
    public async Task GrainService_SiloStartsAndStops_StartsAndStopsWithIt()
    {
        var own = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddGrainService<RecordingService>())
            .Build();
        await own.DeployAsync();
        Gate.IsOpen("service-started").ShouldBeTrue();

        await own.DisposeAsync();

        Gate.IsOpen("service-stopped").ShouldBeTrue();
    }

    [Fact]
    public async Task ManagementExtension_DeactivateOnIdle_EndsTheGrain()
    {
        var grain = cluster.Grains.GetGrain<IMortalGrain>("extension");
        await grain.GetActivationAsync();

        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        await Gate.PassAsync("ended-extension-ApplicationRequested");
    }

    private sealed class RecordingService(GrainId grainId, Silo silo, ILoggerFactory loggerFactory) : GrainService(grainId, silo, loggerFactory)
    {
        public override Task Start()
        {
            Gate.Open("service-started");
            return base.Start();
        }

        public override Task Stop()
        {
            Gate.Open("service-stopped");
            return base.Stop();
        }
    }

    private sealed class StageRecorder(List<string> stages) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            foreach (var stage in (int[])[ServiceLifecycleStage.Active, ServiceLifecycleStage.RuntimeServices, ServiceLifecycleStage.ApplicationServices])
            {
                lifecycle.Subscribe<StageRecorder>(stage, _ => Note($"+{stage}"), _ => Note($"-{stage}"));
            }
        }

        private Task Note(string what)
        {
            stages.Add(what);
            return Task.CompletedTask;
        }
    }
}

public interface IMortalGrain : IGrainWithStringKey
{
    Task<Guid> GetActivationAsync();

    Task EndAsync(string key);
}

public sealed class MortalGrain : Grain, IMortalGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Gate.Open($"ended-{this.GetPrimaryKeyString()}-{reason.ReasonCode}");
    }

    public Task<Guid> GetActivationAsync() => Task.FromResult(_activation);

    public async Task EndAsync(string key)
    {
        DeactivateOnIdle();
        await Task.Yield();
    }
}
