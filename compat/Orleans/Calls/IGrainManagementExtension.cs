namespace Orleans.Core.Internal;

/// <summary>What every grain can be asked besides its own interfaces.</summary>
public interface IGrainManagementExtension : IGrainExtension
{
    ValueTask DeactivateOnIdle();

    ValueTask MigrateOnIdle();
}
