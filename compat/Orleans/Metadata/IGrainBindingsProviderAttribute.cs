namespace Orleans.Metadata;

/// <summary>An attribute of a grain class that binds it to something else, such as the streams of a namespace.</summary>
public interface IGrainBindingsProviderAttribute
{
    IEnumerable<Dictionary<string, string?>> GetBindings(IServiceProvider services, Type grainClass, GrainType grainType);
}
