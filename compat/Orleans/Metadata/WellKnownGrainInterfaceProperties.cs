namespace Orleans.Metadata;

/// <summary>Keys of the properties published about a grain interface.</summary>
public static class WellKnownGrainInterfaceProperties
{
    public const string Version = "version";
    public const string TypeName = "type-name";
    public const string DefaultGrainType = "primary-grain-type";
}
