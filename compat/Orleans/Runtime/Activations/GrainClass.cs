using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>What the runtime knows about a grain class, worked out once.</summary>
internal sealed class GrainClass
{
    private readonly Func<IGrainContext, object?>[] _arguments;
    private readonly ConstructorInvoker _constructor;

    public GrainClass(GrainType grainType, Type type, IServiceProvider services, GrainCollectionOptions options)
    {
        GrainType = grainType;
        Type = type;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        FiltersCalls = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        MayInterleave = PredicateOf(type);
        Placement = type.GetCustomAttribute<PlacementAttribute>(inherit: true)?.PlacementStrategy;
        Workers = Placement as StatelessWorkerPlacement;
        IdleAge = IdleAgeOf(type, grainType, services, options);
        var constructor = ConstructorOf(type);
        _constructor = ConstructorInvoker.Create(constructor);
        _arguments = [.. constructor.GetParameters().Select(parameter => ArgumentOf(type, parameter, services))];
    }

    public GrainType GrainType { get; }

    public Type Type { get; }

    public bool IsReentrant { get; }

    /// <summary>Whether the class itself filters the calls it gets.</summary>
    public bool FiltersCalls { get; }

    public Func<object, IInvokable, bool>? MayInterleave { get; }

    public PlacementStrategy? Placement { get; }

    public StatelessWorkerPlacement? Workers { get; }

    /// <summary>How long an activation may be idle; infinite: for ever.</summary>
    public TimeSpan IdleAge { get; }

    public object CreateInstance(IGrainContext context)
    {
        if (_arguments.Length == 0)
        {
            return _constructor.Invoke();
        }

        var arguments = new object?[_arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = _arguments[index](context);
        }

        return _constructor.Invoke(arguments.AsSpan());
    }

    private static ConstructorInfo ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors();
        return constructors.FirstOrDefault(candidate => candidate.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute), inherit: false))
            ?? constructors.MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
    }

    /// <summary>A parameter is a facet (its attribute says how it is made), the activation itself, or a service.</summary>
    private static Func<IGrainContext, object?> ArgumentOf(Type type, ParameterInfo parameter, IServiceProvider services)
    {
        if (parameter.GetCustomAttributes().FirstOrDefault(attribute => attribute is IFacetMetadata) is { } facet)
        {
            return FacetOf(type, parameter, facet, services);
        }

        if (parameter.ParameterType == typeof(IGrainContext))
        {
            return static context => context;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return context => context.ActivationServices.GetRequiredKeyedService(parameter.ParameterType, keyed.Key);
        }

        if (parameter.HasDefaultValue)
        {
            return context => context.ActivationServices.GetService(parameter.ParameterType) ?? parameter.DefaultValue;
        }

        return context => context.ActivationServices.GetService(parameter.ParameterType)
            ?? throw new InvalidOperationException(
                $"Grain class {type} needs a service of type {parameter.ParameterType}, and none is registered.");
    }

    private static Func<IGrainContext, object?> FacetOf(Type type, ParameterInfo parameter, Attribute facet, IServiceProvider services)
    {
        var mapperType = typeof(IAttributeToFactoryMapper<>).MakeGenericType(facet.GetType());
        return context =>
        {
            var mapper = services.GetService(mapperType)
                ?? throw new OrleansConfigurationException(
                    $"Parameter {parameter.Name} of grain class {type} has the attribute {facet.GetType()}, and no {mapperType} is registered.");
            var method = mapperType.GetMethod(nameof(IAttributeToFactoryMapper<>.GetFactory))!;
            var factory = (Factory<IGrainContext, object>)method.Invoke(
                mapper, BindingFlags.DoNotWrapExceptions, null, [parameter, facet], CultureInfo.InvariantCulture)!;
            return factory(context);
        };
    }

    private static Func<object, IInvokable, bool>? PredicateOf(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is not { } attribute)
        {
            return null;
        }

        var method = type.GetMethod(
            attribute.CallbackMethodName,
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy,
            [typeof(IInvokable)]);
        if (method is null || method.ReturnType != typeof(bool))
        {
            throw new InvalidOperationException(
                $"Grain class {type} names {attribute.CallbackMethodName} in [MayInterleave]; a method bool {attribute.CallbackMethodName}(IInvokable) was expected.");
        }

        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, request) => predicate(request);
        }

        return (instance, request) => (bool)method.Invoke(
            instance, BindingFlags.DoNotWrapExceptions, null, [request], CultureInfo.InvariantCulture)!;
    }

    private static TimeSpan IdleAgeOf(Type type, GrainType grainType, IServiceProvider services, GrainCollectionOptions options)
    {
        var properties = new Dictionary<string, string>();
        foreach (var attribute in type.GetCustomAttributes(inherit: true).OfType<IGrainPropertiesProviderAttribute>())
        {
            attribute.Populate(services, type, grainType, properties);
        }

        if (properties.TryGetValue(WellKnownGrainTypeProperties.IdleDeactivationPeriod, out var period))
        {
            return period == WellKnownGrainTypeProperties.IndefiniteIdleDeactivationPeriodValue
                ? Timeout.InfiniteTimeSpan
                : TimeSpan.Parse(period, CultureInfo.InvariantCulture);
        }

        return options.ClassSpecificCollectionAge.GetValueOrDefault(type.FullName!, options.CollectionAge);
    }
}
