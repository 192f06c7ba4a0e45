namespace Orleans.StandIn.Serialization;

/// <summary>The codecs of generic collections, arrays, enums and nullables, by their generic definitions.</summary>
internal static class BuiltInGenerics
{
    private static readonly Dictionary<Type, Type> CodecDefinitions = new()
    {
        [typeof(Nullable<>)] = typeof(NullableCodec<>),
        [typeof(List<>)] = typeof(ListCodec<>),
        [typeof(HashSet<>)] = typeof(HashSetCodec<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCodec<,>),
    };

    public static IEnumerable<Type> Definitions => CodecDefinitions.Keys;

    public static Type? CodecTypeOf(Type type)
    {
        if (type.IsEnum)
        {
            return typeof(EnumCodec<>).MakeGenericType(type);
        }

        if (type.IsSZArray)
        {
            var element = type.GetElementType()!;
            return (IsBlittable(element) ? typeof(BlittableArrayCodec<>) : typeof(ArrayCodec<>)).MakeGenericType(element);
        }

        return type.IsConstructedGenericType && CodecDefinitions.TryGetValue(type.GetGenericTypeDefinition(), out var definition)
            ? definition.MakeGenericType(type.GetGenericArguments())
            : null;
    }

    /// <summary>Primitive numbers whose every bit pattern is a value: not <see cref="bool"/>.</summary>
    public static bool IsBlittable(Type type) =>
        !type.IsEnum && Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32
            or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Char;
}
