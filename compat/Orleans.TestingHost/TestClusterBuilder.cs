using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>
/// Makes a test cluster. This engine has no clustering yet: a cluster has one silo. A builder without a count, which
/// upstream takes for two silos, makes one here; a builder that is told to make more is refused when it deploys.
/// </summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _configureHostConfiguration = [];
    private readonly List<Action> _configureBuilder = [];

    public TestClusterBuilder()
        : this(1)
    {
    }

    public TestClusterBuilder(short initialSilosCount)
    {
        Options = new TestClusterOptions
        {
            InitialSilosCount = initialSilosCount,
            ClusterId = CreateClusterId(),
            ServiceId = Guid.NewGuid().ToString("N"),
        };
    }

    public TestClusterOptions Options { get; }

    /// <summary>Become configuration of every silo and client host.</summary>
    public Dictionary<string, string?> Properties { get; } = [];

    public static string CreateClusterId() => ClusterNames.CreateClusterId();

    public TestClusterBuilder ConfigureBuilder(Action configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _configureBuilder.Add(configureDelegate);
        return this;
    }

    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _configureHostConfiguration.Add(configureDelegate);
        return this;
    }

    /// <typeparam name="T">An <see cref="ISiloConfigurator"/> or an <see cref="IHostConfigurator"/>.</typeparam>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} is neither an {nameof(ISiloConfigurator)} nor an {nameof(IHostConfigurator)}.");
        }

        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(IClientBuilderConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} is neither an {nameof(IClientBuilderConfigurator)} nor an {nameof(IHostConfigurator)}.");
        }

        Options.ClientBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    public TestCluster Build()
    {
        _configureBuilder.ForEach(static configure => configure());
        var configuration = new ConfigurationBuilder();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:ClusterId"] = Options.ClusterId,
            ["Orleans:ServiceId"] = Options.ServiceId,
        });
        configuration.AddInMemoryCollection(Properties);
        _configureHostConfiguration.ForEach(configure => configure(configuration));
        return new TestCluster(Options, [.. configuration.Sources]);
    }
}
