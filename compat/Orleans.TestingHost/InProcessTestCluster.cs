using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A cluster in the test's own process, set up by delegates.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly ClusterMembers _members = new();
    private bool _isDisposed;

    internal InProcessTestCluster(InProcessTestClusterOptions options)
    {
        Options = options;
    }

    public InProcessTestClusterOptions Options { get; }

    public IClusterClient Client => _members.Client;

    public ReadOnlyCollection<InProcessSiloHandle> Silos => new([.. _members.Silos]);

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

    public Task InitializeClientAsync()
    {
        var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        host.UseOrleansClient(client => TestHosts.ConfigureClient(client, Options.ClusterId, Options.ServiceId));
        Options.ClientHostConfigurationDelegates.ForEach(configure => configure(host));
        return _members.StartClientAsync(host.Build());
    }

    public InProcessSiloHandle StartAdditionalSilo() => Task.Run(StartAdditionalSiloAsync).GetAwaiter().GetResult();

    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        ClusterMembers.RefuseMoreThanOneSilo(_members.Silos.Count + 1);
        return await StartSiloAsync((short)_members.Silos.Count);
    }

    public Task StopSiloAsync(InProcessSiloHandle instance) => _members.StopSiloAsync(instance, stopGracefully: true);

    public Task KillSiloAsync(InProcessSiloHandle instance) => _members.StopSiloAsync(instance, stopGracefully: false);

    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
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

    public InProcessSiloHandle? GetSiloForAddress(SiloAddress siloAddress) =>
        _members.Silos.FirstOrDefault(silo => silo.SiloAddress.Equals(siloAddress));

    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => _members.Silos.Where(static silo => silo.IsActive);

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
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await StopAllSilosAsync();
        }
    }

    private async Task<InProcessSiloHandle> StartSiloAsync(short number)
    {
        var name = number == 0 ? Silo.PrimarySiloName : $"Secondary_{number}";
        var specific = new InProcessTestSiloSpecificOptions { SiloName = name };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => TestHosts.ConfigureSilo(silo, name, Options.ClusterId, Options.ServiceId));
        Options.SiloHostConfigurationDelegates.ForEach(configure => configure(specific, builder));
        var host = builder.Build();
        await TestHosts.StartAsync(host);
        var handle = InProcessSiloHandle.For(host, options: null, name, number);
        _members.Add(handle);
        return handle;
    }
}
