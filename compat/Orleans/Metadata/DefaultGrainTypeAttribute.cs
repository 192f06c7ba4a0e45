namespace Orleans.Metadata;

/// <summary>The grain type that an interface means when several grain classes implement it.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute, IGrainInterfacePropertiesProviderAttribute
{
    internal string GrainType { get; } = grainType;

    void IGrainInterfacePropertiesProviderAttribute.Populate(
        IServiceProvider services, Type type, Dictionary<string, string> properties) =>
        properties[WellKnownGrainInterfaceProperties.DefaultGrainType] = GrainType;
}
