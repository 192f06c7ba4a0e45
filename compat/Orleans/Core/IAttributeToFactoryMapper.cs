using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Knows how the values of parameters with this attribute are made.</summary>
public interface IAttributeToFactoryMapper<in TMetadata>
    where TMetadata : IFacetMetadata
{
    Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TMetadata metadata);
}
