using System.Reflection;

namespace Orleans.Serialization.Configuration;

/// <summary>
/// What the generator found in the application's assemblies. Only types named here, the built-in ones and what can be
/// composed of them are ever created from bytes.
/// </summary>
public sealed class TypeManifestOptions
{
    /// <summary>Codecs of serializable types: closed or open generic classes.</summary>
    public HashSet<Type> Serializers { get; } = [];

    /// <summary>Codecs of foreign types, registered by hand.</summary>
    public HashSet<Type> FieldCodecs { get; } = [];

    public HashSet<Type> Copiers { get; } = [];

    /// <summary>Implementations of <see cref="IConverter{TValue, TSurrogate}"/>.</summary>
    public HashSet<Type> Converters { get; } = [];

    public HashSet<Type> Activators { get; } = [];

    /// <summary>Grain, observer and extension interfaces.</summary>
    public HashSet<Type> Interfaces { get; } = [];

    /// <summary>The generated proxies, one per interface.</summary>
    public HashSet<Type> InterfaceProxies { get; } = [];

    /// <summary>Grain classes.</summary>
    public HashSet<Type> InterfaceImplementations { get; } = [];

    /// <summary>Type by the name that <c>[Alias]</c> gives it on the wire.</summary>
    public Dictionary<string, Type> WellKnownTypeAliases { get; } = new(StringComparer.Ordinal);

    public Dictionary<uint, Type> WellKnownTypeIds { get; } = [];

    /// <summary>Full names of further types that may be named in a message.</summary>
    public HashSet<string> AllowedTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>Simple names of assemblies all of whose types may be named in a message.</summary>
    public HashSet<string> AllowedAssemblies { get; } = new(StringComparer.Ordinal);

    public void AddAllowedType(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        AllowedTypes.Add(type.FullName ?? type.Name);
    }

    public void AddAllowedAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        AllowedAssemblies.Add(assembly.GetName().Name!);
    }
}
