using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans;

/// <summary>Turns a constructor parameter with <see cref="PersistentStateAttribute"/> into the state it asks for.</summary>
public class PersistentStateAttributeMapper : IAttributeToFactoryMapper<PersistentStateAttribute>
{
    private static readonly MethodInfo CreateMethod = typeof(IPersistentStateFactory).GetMethod(nameof(IPersistentStateFactory.Create))!;

    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(attribute);
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' of the constructor of {parameter.Member.DeclaringType} has [PersistentState], so its type "
                + $"must be IPersistentState<T>; it is {type}.",
                parameter.Name);
        }

        IPersistentStateConfiguration configuration = string.IsNullOrEmpty(attribute.StateName)
            ? new NamedAfterParameter(parameter.Name!, attribute.StorageName)
            : attribute;
        var create = CreateMethod
            .MakeGenericMethod(type.GetGenericArguments())
            .CreateDelegate<Func<IPersistentStateFactory, IGrainContext, IPersistentStateConfiguration, object>>();
        return context => create(context.ActivationServices.GetRequiredService<IPersistentStateFactory>(), context, configuration);
    }

    private sealed record NamedAfterParameter(string StateName, string? StorageName) : IPersistentStateConfiguration;
}
