namespace Orleans.TestingHost;

/// <summary>How a test cluster is made.</summary>
public class TestClusterOptions
{
    public string ClusterId { get; set; } = null!;

    public string ServiceId { get; set; } = null!;

    public int BaseSiloPort { get; set; }

    public int BaseGatewayPort { get; set; }

    public bool UseTestClusterMembership { get; set; } = true;

    public bool InitializeClientOnDeploy { get; set; } = true;

    public short InitialSilosCount { get; set; } = 1;

    public string? ApplicationBaseDirectory { get; set; }

    public bool ConfigureFileLogging { get; set; }

    public bool AssumeHomogenousSilosForTesting { get; set; }

    public bool GatewayPerSilo { get; set; } = true;

    public List<string?> SiloBuilderConfiguratorTypes { get; } = [];

    public List<string?> ClientBuilderConfiguratorTypes { get; } = [];

    /// <summary>Silos and clients of this engine share a process and call each other directly, whatever is set here.</summary>
    public ConnectionTransportType ConnectionTransport { get; set; } = ConnectionTransportType.InMemory;
}

/// <summary>How the silos of a test cluster are connected.</summary>
public enum ConnectionTransportType
{
    TcpSocket = 0,
    InMemory = 1,
    UnixSocket = 2,
}
