namespace Orleans.Metadata;

/// <summary>An attribute of a grain interface that adds to the properties published about it.</summary>
public interface IGrainInterfacePropertiesProviderAttribute
{
    void Populate(IServiceProvider services, Type interfaceType, Dictionary<string, string> properties);
}
