namespace Orleans.Runtime;

/// <summary>What can be asked of the cluster itself; the grain with the integer key 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds);

    /// <param name="types">Full names of grain classes; null: all.</param>
    /// <param name="hostsIds">Null: all silos.</param>
    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    Task<int> GetTotalActivationCount();

    Task<int> GetGrainActivationCount(GrainReference grainReference);

    /// <summary>Ends all activations that have been idle for at least this long; returns when they have ended.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <inheritdoc cref="ForceActivationCollection(TimeSpan)"/>
    Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit);

    Task ForceGarbageCollection(SiloAddress[] hostsIds);

    /// <summary>The silo on which the grain is active; null when it is not.</summary>
    ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference);

    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);
}
