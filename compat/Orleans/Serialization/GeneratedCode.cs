using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>What generated proxies, requests, codecs and copiers call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCode
{
    public static Codec<T> GetCodec<T>(CodecProvider provider) => provider.GetCodec<T>();

    /// <summary>The codec of a base class, which also writes and reads that class's members of derived types.</summary>
    public static ClassCodec<T> GetBaseCodec<T>(CodecProvider provider)
        where T : class =>
        provider.GetCodec<T>() as ClassCodec<T>
        ?? throw new Orleans.Serialization.CodecNotFoundException(
            $"{typeof(T)} is the base class of a serializable class, and has no generated codec itself. Annotate it with [GenerateSerializer].");

    public static IDeepCopier<T> GetCopier<T>(CodecProvider provider) => provider.GetDeepCopier<T>();

    public static IBaseCopier<T> GetBaseCopier<T>(CodecProvider provider)
        where T : class => provider.GetBaseCopier<T>();

    /// <summary>What crosses a grain boundary in place of a grain: the reference to it.</summary>
    public static T ToReference<T>(T value)
        where T : class, IAddressable =>
        value is null or GrainReference ? value! : value.AsReference<T>();

    /// <summary>An object of a class without a usable constructor, all members at their defaults.</summary>
    public static T CreateUninitialized<T>()
        where T : class => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    /// <summary>The interface method that a request calls; only for logs and filters.</summary>
    public static MethodInfo GetMethod(Type interfaceType, string name, Type[]? typeArguments, params Type[] parameterTypes)
    {
        foreach (var method in interfaceType.GetMethods())
        {
            if (method.Name != name || method.GetGenericArguments().Length != (typeArguments?.Length ?? 0))
            {
                continue;
            }

            var candidate = typeArguments is null ? method : method.MakeGenericMethod(typeArguments);
            if (candidate.GetParameters().Select(static parameter => parameter.ParameterType).SequenceEqual(parameterTypes))
            {
                return candidate;
            }
        }

        throw new MissingMethodException(interfaceType.FullName, name);
    }
}
