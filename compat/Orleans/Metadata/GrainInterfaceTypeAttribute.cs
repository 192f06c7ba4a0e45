namespace Orleans.Runtime;

/// <summary>The name of a grain interface in messages and references.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class GrainInterfaceTypeAttribute(string value) : Attribute, IGrainInterfaceTypeProviderAttribute
{
    private readonly GrainInterfaceType _interfaceType = GrainInterfaceType.Create(value);

    public GrainInterfaceType GetGrainInterfaceType(IServiceProvider services, Type type) => _interfaceType;
}

/// <summary>An attribute of a grain interface that names it.</summary>
public interface IGrainInterfaceTypeProviderAttribute
{
    GrainInterfaceType GetGrainInterfaceType(IServiceProvider services, Type type);
}
