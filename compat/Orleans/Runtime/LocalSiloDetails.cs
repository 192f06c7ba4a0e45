using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.StandIn.Runtime;

/// <inheritdoc cref="ILocalSiloDetails"/>
internal sealed class LocalSiloDetails : ILocalSiloDetails
{
    public LocalSiloDetails(IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints)
    {
        Name = silo.Value.SiloName ?? $"Silo_{Guid.NewGuid().ToString("N")[..5]}";
        ClusterId = cluster.Value.ClusterId;
        DnsHostName = Dns.GetHostName();
        var generation = SiloAddress.AllocateNewGeneration();
        var address = endpoints.Value.AdvertisedIPAddress ?? IPAddress.Loopback;
        SiloAddress = SiloAddress.New(address, endpoints.Value.SiloPort, generation);
        GatewayAddress = SiloAddress.New(address, endpoints.Value.GatewayPort, generation);
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName { get; }

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress { get; }
}
