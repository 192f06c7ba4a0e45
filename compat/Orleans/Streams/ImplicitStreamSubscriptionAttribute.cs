using Orleans.Metadata;
using Orleans.Streams;

namespace Orleans;

/// <summary>The grain class subscribes to all streams of these namespaces: the stream's key is the grain's key.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute, IGrainBindingsProviderAttribute
{
    /// <summary>All namespaces.</summary>
    public ImplicitStreamSubscriptionAttribute()
        : this(new AllStreamNamespacesPredicate())
    {
    }

    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
        : this(new ExactMatchStreamNamespacePredicate(streamNamespace.Trim()), streamIdMapper)
    {
    }

    public ImplicitStreamSubscriptionAttribute(Type predicateType, string? streamIdMapper = null)
        : this((IStreamNamespacePredicate)Activator.CreateInstance(predicateType)!, streamIdMapper)
    {
    }

    public ImplicitStreamSubscriptionAttribute(IStreamNamespacePredicate predicate, string? streamIdMapper = null)
    {
        Predicate = predicate;
        StreamIdMapper = streamIdMapper;
    }

    public IStreamNamespacePredicate Predicate { get; }

    public string? StreamIdMapper { get; init; }

    public IEnumerable<Dictionary<string, string?>> GetBindings(IServiceProvider services, Type grainClass, GrainType grainType)
    {
        yield return new Dictionary<string, string?>
        {
            [WellKnownGrainTypeProperties.BindingTypeKey] = WellKnownGrainTypeProperties.StreamBindingTypeValue,
            [WellKnownGrainTypeProperties.StreamBindingPatternKey] = Predicate.PredicatePattern,
            [WellKnownGrainTypeProperties.StreamIdMapperKey] = StreamIdMapper,
        };
    }
}

/// <summary>The grain class subscribes to all streams whose namespace matches a regular expression.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RegexImplicitStreamSubscriptionAttribute(string pattern)
    : ImplicitStreamSubscriptionAttribute(new RegexStreamNamespacePredicate(pattern));
