using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Orleans.TestingHost;

/// <summary>A cluster in the test's own process, set up by configurator types.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly ClusterMembers _members = new();
    private bool _isDisposed;

    internal TestCluster(TestClusterOptions options, IReadOnlyList<IConfigurationSource> configurationSources)
    {
        Options = options;
        ConfigurationSources = configurationSources;
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    public SiloHandle? Primary => _members.Silos.Count > 0 ? _members.Silos[0] : null;

    public IReadOnlyList<SiloHandle> SecondarySilos => [.. _members.Silos.Skip(1)];

    public ReadOnlyCollection<SiloHandle> Silos => new([.. _members.Silos]);

    public IClusterClient Client => _members.Client;

    public IGrainFactory GrainFactory => Client;

    /// <summary>The client's services.</summary>
    public IServiceProvider ServiceProvider => Client.ServiceProvider;

    public static TimeSpan GetLivenessStabilizationTime(ClusterMembershipOptions clusterMembershipOptions, bool didKill = false)
    {
        ArgumentNullException.ThrowIfNull(clusterMembershipOptions);
        return didKill
            ? clusterMembershipOptions.ProbeTimeout * clusterMembershipOptions.NumMissedProbesLimit
            : TimeSpan.FromSeconds(1);
    }

    public void Deploy() => Task.Run(DeployAsync).GetAwaiter().GetResult();

    public async Task DeployAsync()
    {
        ClusterMembers.RefuseMoreThanOneSilo(Options.InitialSilosCount);
        for (var number = 0; number < Options.InitialSilosCount; number++)
        {
            await StartAdditionalSiloAsync();
        }

        if (Options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync();
        }
    }

    public Task InitializeClientAsync() => _members.StartClientAsync(CreateClientHost());

    public SiloHandle StartAdditionalSilo(bool startAdditionalSiloOnNewPort = false) =>
        Task.Run(() => StartAdditionalSiloAsync(startAdditionalSiloOnNewPort)).GetAwaiter().GetResult();

    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false)
    {
        ClusterMembers.RefuseMoreThanOneSilo(_members.Silos.Count + 1);
        return await StartSiloAsync((short)_members.Silos.Count);
    }

    public Task StopSiloAsync(SiloHandle instance) => _members.StopSiloAsync((InProcessSiloHandle)instance, stopGracefully: true);

    public Task KillSiloAsync(SiloHandle instance) => _members.StopSiloAsync((InProcessSiloHandle)instance, stopGracefully: false);

    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle instance)
    {
        if (instance is null)
        {
            return null;
        }

        await StopSiloAsync(instance);
        var silo = await StartSiloAsync(instance.InstanceNumber);
        if (Options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync();
        }

        return silo;
    }

    public Task StopClusterClientAsync() => _members.StopClientAsync();

    public Task KillClientAsync() => _members.StopClientAsync();

    public Task StopAllSilosAsync() => _members.StopAsync();

    public void StopAllSilos() => Task.Run(StopAllSilosAsync).GetAwaiter().GetResult();

    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) => _members.SiloOf(silo).ServiceProvider;

    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) =>
        _members.Silos.FirstOrDefault(silo => silo.SiloAddress.Equals(siloAddress));

    public IEnumerable<SiloHandle> GetActiveSilos() => _members.Silos.Where(static silo => silo.IsActive);

    /// <summary>One silo has nobody to hear of: there is nothing to wait for.</summary>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    /// <inheritdoc cref="WaitForLivenessToStabilizeAsync"/>
    public Task WaitForClusterManifestToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    public Task DeactivateAsync(IAddressable grain) => _members.DeactivateAsync(grain.GetGrainId());

    public Task DeactivateAsync(GrainId grainId) => _members.DeactivateAsync(grainId);

    public Task WaitForDeactivationAsync(IAddressable grain) => _members.WaitForDeactivationAsync(grain.GetGrainId());

    public Task WaitForDeactivationAsync(GrainId grainId) => _members.WaitForDeactivationAsync(grainId);

    public bool TryGetGrainContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? grainContext) =>
        _members.TryGetGrainContext(grainId, out grainContext);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            StopAllSilos();
        }

        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await StopAllSilosAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task<SiloHandle> StartSiloAsync(short number)
    {
        var name = number == 0 ? Silo.PrimarySiloName : $"Secondary_{number}";
        var host = CreateSiloHost(name);
        await TestHosts.StartAsync(host);
        var silo = InProcessSiloHandle.For(host, Options, name, number);
        _members.Add(silo);
        return silo;
    }

    private IHost CreateSiloHost(string name)
    {
        var hostBuilder = CreateHostBuilder();
        var configurators = Options.SiloBuilderConfiguratorTypes.Select(TestHosts.CreateConfigurator).ToArray();
        hostBuilder.UseOrleans((_, siloBuilder) =>
        {
            TestHosts.ConfigureSilo(siloBuilder, name, Options.ClusterId, Options.ServiceId);
            foreach (var configurator in configurators.OfType<ISiloConfigurator>())
            {
                configurator.Configure(siloBuilder);
            }
        });
        foreach (var configurator in configurators.OfType<IHostConfigurator>())
        {
            configurator.Configure(hostBuilder);
        }

        return hostBuilder.Build();
    }

    private IHost CreateClientHost()
    {
        var hostBuilder = CreateHostBuilder();
        var configurators = Options.ClientBuilderConfiguratorTypes.Select(TestHosts.CreateConfigurator).ToArray();
        hostBuilder.UseOrleansClient((context, clientBuilder) =>
        {
            TestHosts.ConfigureClient(clientBuilder, Options.ClusterId, Options.ServiceId);
            foreach (var configurator in configurators.OfType<IClientBuilderConfigurator>())
            {
                configurator.Configure(context.Configuration, clientBuilder);
            }
        });
        foreach (var configurator in configurators.OfType<IHostConfigurator>())
        {
            configurator.Configure(hostBuilder);
        }

        return hostBuilder.Build();
    }

    private HostBuilder CreateHostBuilder()
    {
        var hostBuilder = new HostBuilder();
        hostBuilder.ConfigureHostConfiguration(configuration =>
        {
            foreach (var source in ConfigurationSources)
            {
                configuration.Add(source);
            }
        });
        return hostBuilder;
    }
}
