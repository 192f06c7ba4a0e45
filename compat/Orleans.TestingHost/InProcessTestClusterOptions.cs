using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>How an in-process test cluster is made.</summary>
public sealed class InProcessTestClusterOptions
{
    public string ClusterId { get; set; } = null!;

    public string ServiceId { get; set; } = null!;

    public short InitialSilosCount { get; set; } = 1;

    public bool InitializeClientOnDeploy { get; set; } = true;

    public bool ConfigureFileLogging { get; set; }

    public bool AssumeHomogenousSilosForTesting { get; set; }

    public bool GatewayPerSilo { get; set; } = true;

    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];

    public List<Action<IHostApplicationBuilder>> ClientHostConfigurationDelegates { get; } = [];
}

/// <summary>What distinguishes one silo of an in-process test cluster.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    public string SiloName { get; set; } = null!;

    public int SiloPort { get; set; }

    public int GatewayPort { get; set; }
}
