using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>How grain state is kept in the memory of the cluster's silos.</summary>
public class MemoryGrainStorageOptions : IStorageProviderSerializerOptions
{
    public const int NumStorageGrainsDefaultValue = 10;

    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    /// <summary>Over how many grains, and so silos and turns at once, the states are spread.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;

    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}

/// <summary>Refuses options with which the storage could not work.</summary>
public class MemoryGrainStorageOptionsValidator(MemoryGrainStorageOptions options, string name) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        if (options.NumStorageGrains <= 0)
        {
            throw new OrleansConfigurationException(
                $"Memory storage \"{name}\": NumStorageGrains must be at least 1, it is {options.NumStorageGrains}.");
        }

        if (options.InitStage < ServiceLifecycleStage.RuntimeGrainServices)
        {
            throw new OrleansConfigurationException(
                $"Memory storage \"{name}\": InitStage must be at least {ServiceLifecycleStage.RuntimeGrainServices}, since the storage "
                + $"uses grains; it is {options.InitStage}.");
        }
    }
}
