using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.Configuration;

namespace Orleans.StandIn.Runtime;

/// <summary>The grain classes and interfaces of the application, and which class an interface means.</summary>
internal sealed class GrainTypes
{
    private readonly Dictionary<GrainType, Lazy<GrainClass>> _classes = [];
    private readonly Dictionary<Type, List<GrainType>> _implementations = [];
    private readonly Dictionary<GrainType, Type> _types = [];
    private readonly Dictionary<GrainInterfaceType, Type> _interfaces = [];

    public GrainTypes(IServiceProvider services, IOptions<TypeManifestOptions> manifest, IOptions<GrainCollectionOptions> collection)
    {
        foreach (var grainInterface in manifest.Value.Interfaces)
        {
            _interfaces[NameOfInterface(grainInterface, services)] = grainInterface;
        }

        foreach (var type in manifest.Value.InterfaceImplementations.Where(static type => type is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            var grainType = NameOfClass(type, services);
            if (!_types.TryAdd(grainType, type))
            {
                throw new OrleansConfigurationException(
                    $"Grain classes {_types[grainType]} and {type} both have the grain type \"{grainType}\": give one of them a [GrainType].");
            }

            _classes[grainType] = new Lazy<GrainClass>(() => new GrainClass(grainType, type, services, collection.Value));
            foreach (var grainInterface in type.GetInterfaces().Where(static candidate => typeof(IAddressable).IsAssignableFrom(candidate)))
            {
                if (!_implementations.TryGetValue(grainInterface, out var implementations))
                {
                    _implementations[grainInterface] = implementations = [];
                }

                implementations.Add(grainType);
            }
        }
    }

    /// <summary>All grain classes by grain type.</summary>
    public IReadOnlyDictionary<GrainType, Type> Types => _types;

    public static GrainInterfaceType NameOfInterface(Type type, IServiceProvider? services) =>
        type.GetCustomAttributes(inherit: false).OfType<IGrainInterfaceTypeProviderAttribute>().FirstOrDefault() is { } provider
            ? provider.GetGrainInterfaceType(services!, type)
            : GrainInterfaceType.Create(type.ToString());

    public GrainClass ClassOf(GrainType grainType) =>
        _classes.TryGetValue(grainType, out var grainClass)
            ? grainClass.Value
            : throw new ArgumentException($"No grain class has the grain type \"{grainType}\".", nameof(grainType));

    public Type InterfaceOf(GrainInterfaceType interfaceType) =>
        _interfaces.TryGetValue(interfaceType, out var type)
            ? type
            : throw new ArgumentException($"No grain interface has the name \"{interfaceType}\".", nameof(interfaceType));

    /// <summary>The grain type that an interface means; a prefix of the class name chooses among several.</summary>
    public GrainType Resolve(Type grainInterface, string? classNamePrefix)
    {
        if (!_implementations.TryGetValue(grainInterface, out var candidates))
        {
            throw new ArgumentException($"Could not find an implementation for interface {grainInterface}.", nameof(grainInterface));
        }

        if (!string.IsNullOrEmpty(classNamePrefix))
        {
            var matching = candidates.Where(type => _types[type].FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal)).ToArray();
            var exact = matching.Where(type => _types[type].FullName == classNamePrefix).ToArray();
            return (exact.Length == 1 ? exact : matching) switch
            {
                [var one] => one,
                [] => throw new ArgumentException(
                    $"No grain class whose name starts with \"{classNamePrefix}\" implements {grainInterface}.", nameof(classNamePrefix)),
                var several => throw Ambiguous(grainInterface, several),
            };
        }

        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        if (grainInterface.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } preferred)
        {
            return GrainType.Create(preferred.GrainType);
        }

        // By convention IRoomGrain means RoomGrain.
        var conventional = candidates.Where(type => "I" + _types[type].Name == grainInterface.Name).ToArray();
        return conventional is [var chosen] ? chosen : throw Ambiguous(grainInterface, candidates);
    }

    /// <summary>By convention the class name in lower case, without "Grain" at its end.</summary>
    private static GrainType NameOfClass(Type type, IServiceProvider services)
    {
        if (type.GetCustomAttributes(inherit: false).OfType<IGrainTypeProviderAttribute>().FirstOrDefault() is { } provider)
        {
            return provider.GetGrainType(services, type);
        }

        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }

    private ArgumentException Ambiguous(Type grainInterface, IEnumerable<GrainType> candidates) =>
        new($"Interface {grainInterface} is implemented by several grain classes: {string.Join(", ", candidates.Select(type => _types[type]))}. Name one by its prefix.");
}
