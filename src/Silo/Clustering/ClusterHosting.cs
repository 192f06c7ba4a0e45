using System.Net;
using System.Net.Sockets;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;
using k8s;
using Orleans.Configuration;

namespace AudioRooms.Silo.Clustering;

/// <summary>
/// How silos find each other. With PostgreSQL each writes itself into one table, and they connect directly (Orleans' ADO.NET
/// clustering). With SQLite the process is alone, because the file has one writer.
/// </summary>
internal static class ClusterHosting
{
    /// <summary>Adds clustering to a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="storage">The database.</param>
    /// <param name="settings">The settings, validated.</param>
    /// <param name="host">The address of <c>--host</c>, on which this process listens.</param>
    /// <exception cref="StartupException">With these settings other silos could not reach this one.</exception>
    public static ISiloBuilder AddCluster(this ISiloBuilder silo, SiloStorage storage, ClusterSettings settings, IPAddress host)
    {
        if (storage.Dialect == SqlDialect.Sqlite)
        {
            var port = ChoosePort(IPAddress.Loopback, settings.SiloPort);
            return silo
                .UseLocalhostClustering(port, gatewayPort: 0, primarySiloEndpoint: null, ServiceIdentity.ServiceId, settings.Id)
                .Configure<EndpointOptions>(
                    endpoints => Listen(endpoints, settings, IPAddress.Loopback, IPAddress.Loopback, port));
        }

        var advertised = settings.Address.Length > 0 ? IPAddress.Parse(settings.Address) : IsAny(host) ? null : host;
        if (advertised is not null && IPAddress.IsLoopback(host) && !IPAddress.IsLoopback(advertised))
        {
            throw new StartupException(
                $"AUDIOROOMS_CLUSTER__ADDRESS is {advertised}, but this process listens on {host} only: choose an address with "
                + "--host that the "
                + "other silos reach, or '*'.");
        }

        if (settings.Kubernetes)
        {
            AddKubernetes(silo);
        }

        var siloPort = ChoosePort(host, settings.SiloPort);
        return silo
            .UseAdoNetClustering(options =>
            {
                options.Invariant = storage.Invariant;
                options.ConnectionString = storage.ConnectionString;
            })
            .Configure<ClusterOptions>(cluster => cluster.ClusterId = settings.Id)
            .Configure<ClusterMembershipOptions>(membership => Configure(membership, settings))
            .Configure<EndpointOptions>(endpoints => Listen(endpoints, settings, host, advertised, siloPort))
            .ConfigureServices(services => services.AddHostedService<SiloLossWatch>());
    }

    // Orleans would say it by a stack trace, in the middle of the start.
    private static void AddKubernetes(ISiloBuilder silo)
    {
        if (!KubernetesClientConfiguration.IsInCluster())
        {
            throw new StartupException(
                "AUDIOROOMS_CLUSTER__KUBERNETES is true, but this process runs in no pod that may ask Kubernetes: it has no "
                + "service account's token.");
        }

        silo.UseKubernetesHosting();
    }

    private static void Configure(ClusterMembershipOptions membership, ClusterSettings settings)
    {
        membership.ProbeTimeout = settings.ProbeTimeout;
        membership.NumMissedProbesLimit = settings.MissedProbesMax;
        membership.NumVotesForDeathDeclaration = settings.Votes;
        membership.TableRefreshTimeout = settings.RefreshEvery;
        membership.IAmAliveTablePublishTimeout = settings.AliveEvery;
    }

    private static void Listen(
        EndpointOptions endpoints, ClusterSettings settings, IPAddress host, IPAddress? advertised, int siloPort)
    {
        // Without an address Orleans takes the machine's first one that is not loopback.
        endpoints.AdvertisedIPAddress = advertised ?? endpoints.AdvertisedIPAddress;
        endpoints.SiloPort = siloPort;
        endpoints.SiloListeningEndpoint = new IPEndPoint(host, siloPort);
        endpoints.GatewayPort = settings.GatewayPort;
        endpoints.GatewayListeningEndpoint = settings.GatewayPort == 0 ? null : new IPEndPoint(host, settings.GatewayPort);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // Orleans needs a number. If another process takes the port before the silo opens it, the start says so.
    private static int ChoosePort(IPAddress host, int configured)
    {
        StartupChecks.RequirePort(host, configured, "AUDIOROOMS_CLUSTER__SILOPORT");
        if (configured != 0)
        {
            return configured;
        }

        using var probe = new TcpListener(host, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
