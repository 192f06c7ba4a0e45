using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class ClusterTests
{
    [Fact]
    public async Task TestCluster_Configurators_SetUpSiloAndClient()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>().AddClientBuilderConfigurator<Client>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();

        var answer = await cluster.GrainFactory.GetGrain<IFilteredGrain>("configured").DoubleAsync(4);

        answer.ShouldBe(8);
        Client.Calls.ShouldBeGreaterThan(0);
        cluster.GetSiloServiceProvider().GetService<Marker>().ShouldNotBeNull();
        cluster.Primary!.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task Management_ActiveGrain_IsCountedAndCollected()
    {
        await using var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        await cluster.Client.GetGrain<IMortalGrain>("managed").GetActivationAsync();

        var before = await management.GetSimpleGrainStatistics();
        await management.ForceActivationCollection(TimeSpan.Zero);
        var after = await management.GetSimpleGrainStatistics();

        before.ShouldContain(statistic => statistic.GrainType == typeof(MortalGrain).FullName && statistic.ActivationCount == 1);
        after.ShouldNotContain(statistic => statistic.GrainType == typeof(MortalGrain).FullName);
    }

    [Fact]
    public async Task Host_UseOrleans_ServesItsOwnServices()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo.UseLocalhostClustering(
            siloPort: 0, gatewayPort: 0, serviceId: nameof(Host_UseOrleans_ServesItsOwnServices), clusterId: nameof(Host_UseOrleans_ServesItsOwnServices)));
        using var host = builder.Build();
        await host.StartAsync();

        var key = await host.Services.GetRequiredService<IClusterClient>().GetGrain<ITurnGrain>("hosted").GetKeyAsync();

        key.ShouldBe("hosted");
        await host.StopAsync();
    }

    [Fact]
    public async Task LateResponse_CallUsedBeforeByAStoppedCluster_TimesOut()
    {
        const int Calls = 200;
        await using var stopped = new InProcessTestClusterBuilder(1).Build();
        await stopped.DeployAsync();
        await using var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        Gate.Open("before-a-stopped-cluster");
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(
            n => stopped.Client.GetGrain<IFailingGrain>($"early-{n}").AnswerLateAsync("before-a-stopped-cluster")));
        await stopped.StopAllSilosAsync();

        var failures = await Task.WhenAll(Enumerable.Range(0, Calls).Select(
            n => Record.ExceptionAsync(() => cluster.Client.GetGrain<IFailingGrain>($"late-{n}").AnswerLateAsync("after-a-stopped-cluster"))));

        failures.ShouldAllBe(failure => failure is TimeoutException && failure.Message.Contains("Response did not arrive"));
        Gate.Open("after-a-stopped-cluster");
    }

    private sealed class Marker;

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Services.AddSingleton<Marker>();
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        private static int _calls;

        public static int Calls => _calls;

        public void Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
            clientBuilder.AddOutgoingGrainCallFilter(context =>
            {
                Interlocked.Increment(ref _calls);
                return context.Invoke();
            });
    }
}
