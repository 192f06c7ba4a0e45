using AudioRooms.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>A silo's serializer and grain factory. The silo is built but never started.</summary>
public sealed class SiloServices : IDisposable
{
    private readonly IHost host;

    public SiloServices()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleans(static silo => silo.UseLocalhostClustering().AddLiveStreams("live"));
        host = builder.Build();
        Serializer = host.Services.GetRequiredService<Serializer>();
        Copier = host.Services.GetRequiredService<DeepCopier>();
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    internal Serializer Serializer { get; }

    internal DeepCopier Copier { get; }

    internal IGrainFactory Grains { get; }

    public void Dispose() => host.Dispose();
}
