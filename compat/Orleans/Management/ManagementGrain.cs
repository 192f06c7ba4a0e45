using Orleans.Concurrency;

namespace Orleans.StandIn.Runtime;

/// <inheritdoc cref="IManagementGrain"/>
[Reentrant]
internal sealed class ManagementGrain(Catalog catalog) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(onlyActive && catalog.Status != SiloStatus.Active
            ? []
            : new Dictionary<SiloAddress, SiloStatus> { [catalog.SiloAddress] = catalog.Status });

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([catalog.SiloAddress]);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) =>
        Task.FromResult<SimpleGrainStatistic[]>(
        [
            .. ActivationsOn(hostsIds)
                .GroupBy(static activation => activation.Class.Type)
                .Select(activations => new SimpleGrainStatistic
                {
                    GrainType = activations.Key.FullName!,
                    SiloAddress = catalog.SiloAddress,
                    ActivationCount = activations.Count(),
                }),
        ]);

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) =>
        Task.FromResult<DetailedGrainStatistic[]>(
        [
            .. ActivationsOn(hostsIds)
                .Where(activation => types is null || types.Contains(activation.Class.Type.FullName))
                .Select(activation => new DetailedGrainStatistic
                {
                    GrainType = activation.Class.Type.FullName!,
                    SiloAddress = catalog.SiloAddress,
                    GrainId = activation.GrainId,
                }),
        ]);

    public Task<int> GetTotalActivationCount() => Task.FromResult(catalog.Activations.Count());

    public Task<int> GetGrainActivationCount(GrainReference grainReference) =>
        Task.FromResult(catalog.Activations.Count(activation => activation.GrainId.Type == grainReference.GrainId.Type));

    public Task ForceActivationCollection(TimeSpan ageLimit) => catalog.CollectAsync(ageLimit);

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit) =>
        hostsIds.Contains(catalog.SiloAddress) ? catalog.CollectAsync(ageLimit) : Task.CompletedTask;

    public Task ForceGarbageCollection(SiloAddress[] hostsIds)
    {
        if (hostsIds.Contains(catalog.SiloAddress))
        {
            GC.Collect();
        }

        return Task.CompletedTask;
    }

    public ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        ValueTask.FromResult(catalog.Activations.Any(activation => activation.GrainId == reference.GetGrainId()) ? catalog.SiloAddress : null);

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        ValueTask.FromResult(catalog.Activations.Where(activation => activation.GrainId.Type == type).Select(static activation => activation.GrainId).ToList());

    private IEnumerable<Activation> ActivationsOn(SiloAddress[]? silos) =>
        silos is null || silos.Contains(catalog.SiloAddress) ? catalog.Activations : [];
}
