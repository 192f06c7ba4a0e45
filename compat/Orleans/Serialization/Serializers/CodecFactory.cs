using System.Reflection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Invocation;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization.Serializers;

/// <summary>
/// Makes the codec and the copier of a type: the generated one, a converter's, a built-in one, or for interfaces and
/// abstract classes one that goes by the run-time type.
/// </summary>
internal sealed class CodecFactory
{
    private static readonly Codec[] Simple = [.. BuiltInCodecs.All, .. IdentityCodecs.All];

    private readonly CodecProvider _provider;

    // By serialized type; generic definitions by generic definition.
    private readonly Dictionary<Type, Type> _codecTypes = [];
    private readonly Dictionary<Type, Type> _copierTypes = [];
    private readonly Dictionary<Type, Type> _converterTypes = [];

    public CodecFactory(CodecProvider provider, TypeManifestOptions options)
    {
        _provider = provider;
        Register(_codecTypes, options.Serializers, typeof(Codec<>));
        Register(_codecTypes, options.FieldCodecs, typeof(Codec<>));
        Register(_copierTypes, options.Copiers, typeof(IDeepCopier<>));
        Register(_converterTypes, options.Converters, typeof(IConverter<,>));
    }

    public static IEnumerable<Type> BuiltInTypes =>
        Simple.Select(static codec => codec.ValueType)
            .Concat(BuiltInGenerics.Definitions)
            .Concat([typeof(object), typeof(Exception), typeof(GrainReference), typeof(CompletedResponse), typeof(ExceptionResponse)]);

    public IEnumerable<Type> RegisteredTypes => _codecTypes.Keys.Concat(_converterTypes.Keys);

    public Codec? CreateCodec(Type type)
    {
        if (Array.Find(Simple, codec => codec.ValueType == type) is { } simple)
        {
            return simple;
        }

        if (Find(_codecTypes, type) is { } generated)
        {
            return Make<Codec>(generated);
        }

        if (Find(_converterTypes, type) is { } converter)
        {
            return Make<Codec>(SurrogateCodecType(type, converter));
        }

        if (SpecialCodecTypeOf(type) is { } special)
        {
            return Make<Codec>(special);
        }

        if (BuiltInGenerics.PublicBaseOf(type) is var publicBase && publicBase != type)
        {
            return _provider.GetCodec(publicBase);
        }

        if (BuiltInGenerics.CodecTypeOf(type) is { } builtIn)
        {
            return Make<Codec>(builtIn);
        }

        if (typeof(Exception).IsAssignableFrom(type))
        {
            return _provider.GetCodec<Exception>();
        }

        if (Array.Find(Simple, codec => codec.ValueType is { IsSealed: false, IsValueType: false } known && known.IsAssignableFrom(type)) is { } derived)
        {
            return derived;
        }

        return type == typeof(object) || type.IsInterface || type.IsAbstract
            ? Make<Codec>(typeof(PolymorphicCodec<>).MakeGenericType(type))
            : null;
    }

    public IDeepCopier? CreateCopier(Type type)
    {
        if (IsImmutable(type))
        {
            return Make<IDeepCopier>(typeof(ShallowCopier<>).MakeGenericType(type));
        }

        if (Find(_copierTypes, type) is { } generated)
        {
            return Make<IDeepCopier>(generated);
        }

        if (Find(_converterTypes, type) is { } converter)
        {
            return (IDeepCopier)Make<Codec>(SurrogateCodecType(type, converter));
        }

        if (BuiltInGenerics.PublicBaseOf(type) is var publicBase && publicBase != type)
        {
            return _provider.TryGetDeepCopier(publicBase);
        }

        if ((SpecialCodecTypeOf(type) ?? BuiltInGenerics.CodecTypeOf(type)) is not null && _provider.TryGetCodec(type) is IDeepCopier builtIn)
        {
            return builtIn;
        }

        return type == typeof(object) || type.IsInterface || type.IsAbstract
            ? Make<IDeepCopier>(typeof(PolymorphicCopier<>).MakeGenericType(type))
            : null;
    }

    /// <summary>The codec of the few types that need one of their own.</summary>
    private static Type? SpecialCodecTypeOf(Type type)
    {
        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            // Grains and proxies count as references; only an interface says more than that.
            return typeof(AddressableCodec<>).MakeGenericType(
                type.IsInterface || type == typeof(GrainReference) ? type : typeof(IAddressable));
        }

        return type == typeof(Exception) ? typeof(ExceptionCodec)
            : type == typeof(CompletedResponse) ? typeof(CompletedResponseCodec)
            : type == typeof(ExceptionResponse) ? typeof(ExceptionResponseCodec)
            : null;
    }

    private static bool IsImmutable(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer
        || ((type.IsSealed || type.IsValueType) && type.IsDefined(typeof(ImmutableAttribute), inherit: false))
        || ImmutableTypes.Contains(type);

    private static Type? Find(Dictionary<Type, Type> types, Type type)
    {
        if (types.TryGetValue(type, out var found))
        {
            return found;
        }

        return type.IsConstructedGenericType && types.TryGetValue(type.GetGenericTypeDefinition(), out found)
            ? found.MakeGenericType(type.GetGenericArguments())
            : null;
    }

    private static void Register(Dictionary<Type, Type> types, IEnumerable<Type> implementations, Type definition)
    {
        foreach (var implementation in implementations)
        {
            var serialized = ImplementedOf(implementation, definition)
                ?? throw new InvalidOperationException($"{implementation} is registered in the type manifest, and is no {definition}.");
            if (serialized.IsConstructedGenericType && implementation.IsGenericTypeDefinition)
            {
                serialized = serialized.GetGenericTypeDefinition();
            }

            types.TryAdd(serialized, implementation);
        }
    }

    /// <summary>The first type argument with which <paramref name="implementation"/> implements the definition.</summary>
    private static Type? ImplementedOf(Type implementation, Type definition)
    {
        if (definition.IsInterface)
        {
            return Array.Find(
                implementation.GetInterfaces(),
                candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[0];
        }

        for (var type = implementation; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == definition)
            {
                return type.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private static Type SurrogateCodecType(Type type, Type converter)
    {
        var arguments = Array.Find(
            converter.GetInterfaces(),
            candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IConverter<,>))!.GetGenericArguments();
        var definition = type.IsValueType ? typeof(SurrogateValueCodec<,,>) : typeof(SurrogateReferenceCodec<,,>);
        return definition.MakeGenericType(type, arguments[1], converter);
    }

    private T Make<T>(Type type)
    {
        var constructors = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        var constructor = Array.Find(constructors, static candidate => candidate.GetParameters() is [{ } only] && only.ParameterType == typeof(CodecProvider));
        return (T)(constructor is not null
            ? constructor.Invoke([_provider])
            : Activator.CreateInstance(type, nonPublic: true)!);
    }
}
