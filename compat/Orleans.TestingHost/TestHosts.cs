using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.StandIn.Hosting;

namespace Orleans.TestingHost;

/// <summary>What is the same for the hosts of every test cluster.</summary>
internal static class TestHosts
{
    public static object CreateConfigurator(string? typeName) =>
        Activator.CreateInstance(Type.GetType(typeName!, throwOnError: true)!)!;

    public static void ConfigureSilo(ISiloBuilder builder, string name, string clusterId, string serviceId)
    {
        builder.Configure<SiloOptions>(options => options.SiloName = name);
        builder.Configure<ClusterOptions>(options => SetCluster(options, clusterId, serviceId));
        builder.Configure<CallTestingOptions>(options => options.SerializeCalls |= SerializesCalls(builder.Configuration));
    }

    public static void ConfigureClient(IClientBuilder builder, string clusterId, string serviceId)
    {
        builder.Configure<ClusterOptions>(options => SetCluster(options, clusterId, serviceId));
        builder.Configure<CallTestingOptions>(options => options.SerializeCalls |= SerializesCalls(builder.Configuration));
    }

    /// <summary>Starts the host; one that cannot start is disposed and does not linger.</summary>
    public static async Task StartAsync(IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await InProcessSiloHandle.DisposeHostAsync(host);
            throw;
        }
    }

    /// <summary>The same key in the builder's properties switches the mode on for one cluster.</summary>
    private static bool SerializesCalls(IConfiguration configuration) =>
        configuration[CallTestingOptions.SerializeCallsVariable] == "1";

    private static void SetCluster(ClusterOptions options, string clusterId, string serviceId)
    {
        options.ClusterId = clusterId;
        options.ServiceId = serviceId;
    }
}
