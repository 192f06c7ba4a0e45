using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans;

/// <summary>Turns a constructor parameter with <see cref="PersistentStateAttribute"/> into the state it asks for.</summary>
public class PersistentStateAttributeMapper : IAttributeToFactoryMapper<PersistentStateAttribute>
{
    private static readonly MethodInfo CreateMethod =
        typeof(PersistentStateAttributeMapper).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!;

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

    // A delegate cannot be bound to a generic method of an interface, so this one stands between.
    private static object Create<TState>(
        IPersistentStateFactory factory, IGrainContext context, IPersistentStateConfiguration configuration) =>
        factory.Create<TState>(context, configuration);

    private sealed record NamedAfterParameter(string StateName, string? StorageName) : IPersistentStateConfiguration;
}
