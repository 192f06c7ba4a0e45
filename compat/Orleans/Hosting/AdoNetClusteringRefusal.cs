namespace Orleans.StandIn.Hosting;

/// <summary>Keeps a silo from starting alone when it was told to join others.</summary>
internal sealed class AdoNetClusteringRefusal : IConfigurationValidator
{
    public void ValidateConfiguration() =>
        throw new OrleansConfigurationException(
            "UseAdoNetClustering is not built yet in this engine: run one silo with UseLocalhostClustering, or build with -p:Packages=Upstream.");
}
