using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Runtime;

/// <summary>Makes references: the generated proxy of the interface, around a grain id.</summary>
internal sealed class GrainReferenceFactory
{
    private readonly ConcurrentDictionary<(GrainType GrainType, Type Interface), Maker> _makers = new();
    private readonly Dictionary<Type, Type> _proxies = [];
    private readonly IServiceProvider _services;
    private readonly CodecProvider _codecProvider;
    private readonly CopyContextPool _copyContextPool;
    private IGrainReferenceRuntime? _runtime;

    public GrainReferenceFactory(
        IServiceProvider services, IOptions<TypeManifestOptions> manifest, CodecProvider codecProvider, CopyContextPool copyContextPool)
    {
        _services = services;
        _codecProvider = codecProvider;
        _copyContextPool = copyContextPool;
        foreach (var proxy in manifest.Value.InterfaceProxies)
        {
            var interfaces = proxy.GetInterfaces()
                .Select(static type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)
                .Where(manifest.Value.Interfaces.Contains)
                .ToArray();
            var own = interfaces.Single(candidate => !interfaces.Any(other => other != candidate && Extends(other, candidate)));
            _proxies[own] = proxy;
        }
    }

    private IGrainReferenceRuntime Runtime => _runtime ??= _services.GetRequiredService<IGrainReferenceRuntime>();

    public GrainReference Create(GrainId grainId, Type interfaceType) => MakerOf(grainId.Type, interfaceType).Make(grainId.Key);

    /// <summary>The maker of references to one grain type by one interface; keep it when many are made.</summary>
    public Maker MakerOf(GrainType grainType, Type interfaceType) =>
        _makers.TryGetValue((grainType, interfaceType), out var maker)
            ? maker
            : _makers.GetOrAdd((grainType, interfaceType), key => CreateMaker(key.GrainType, key.Interface));

    /// <summary>A reference that can be cast to any interface of the grain.</summary>
    public GrainReference CreateUntyped(GrainId grainId) => new UntypedGrainReference(SharedBy(grainId.Type, default, 0), grainId.Key);

    private static bool Extends(Type derived, Type @base) =>
        derived.GetInterfaces().Any(type => (type.IsGenericType ? type.GetGenericTypeDefinition() : type) == @base);

    private Maker CreateMaker(GrainType grainType, Type interfaceType)
    {
        var definition = interfaceType.IsGenericType ? interfaceType.GetGenericTypeDefinition() : interfaceType;
        if (!_proxies.TryGetValue(definition, out var proxy))
        {
            throw new ArgumentException(
                $"{interfaceType} has no generated proxy: it has to be an interface that extends {nameof(IGrain)}, {nameof(IGrainObserver)} or {nameof(IGrainExtension)}, in a project that references the generator.",
                nameof(interfaceType));
        }

        var closed = interfaceType.IsGenericType ? proxy.MakeGenericType(interfaceType.GetGenericArguments()) : proxy;
        var version = interfaceType.GetCustomAttribute<VersionAttribute>()?.Version ?? 0;
        var shared = SharedBy(grainType, GrainTypes.NameOfInterface(interfaceType, _services), version);
        var constructor = closed.GetConstructor([typeof(GrainReferenceShared), typeof(IdSpan)])!;
        var parameters = new[] { Expression.Parameter(typeof(GrainReferenceShared)), Expression.Parameter(typeof(IdSpan)) };
        var make = Expression.Lambda<Func<GrainReferenceShared, IdSpan, GrainReference>>(
            Expression.New(constructor, [parameters[0], parameters[1]]), parameters).Compile();
        return new Maker(shared, make);
    }

    private GrainReferenceShared SharedBy(GrainType grainType, GrainInterfaceType interfaceType, ushort version) =>
        new(grainType, interfaceType, version, Runtime, InvokeMethodOptions.None, _codecProvider, _copyContextPool, _services);

    /// <summary>Makes references to one grain type by one interface.</summary>
    internal sealed class Maker(GrainReferenceShared shared, Func<GrainReferenceShared, IdSpan, GrainReference> make)
    {
        public GrainReference Make(IdSpan key) => make(shared, key);
    }

    private sealed class UntypedGrainReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);
}
