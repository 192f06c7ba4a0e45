using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Orleans.Serialization.Invocation;

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
        [typeof(SortedSet<>)] = typeof(SortedSetCodec<>),
        [typeof(Queue<>)] = typeof(QueueCodec<>),
        [typeof(Stack<>)] = typeof(StackCodec<>),
        [typeof(LinkedList<>)] = typeof(LinkedListCodec<>),
        [typeof(Collection<>)] = typeof(CollectionClassCodec<>),
        [typeof(ObservableCollection<>)] = typeof(ObservableCollectionCodec<>),
        [typeof(ReadOnlyCollection<>)] = typeof(ReadOnlyCollectionCodec<>),
        [typeof(ConcurrentQueue<>)] = typeof(ConcurrentQueueCodec<>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCodec<,>),
        [typeof(SortedList<,>)] = typeof(SortedListCodec<,>),
        [typeof(ReadOnlyDictionary<,>)] = typeof(ReadOnlyDictionaryCodec<,>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryCodec<,>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCodec<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCodec<>),
        [typeof(ImmutableQueue<>)] = typeof(ImmutableQueueCodec<>),
        [typeof(ImmutableStack<>)] = typeof(ImmutableStackCodec<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetCodec<>),
        [typeof(ImmutableSortedSet<>)] = typeof(ImmutableSortedSetCodec<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCodec<,>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryCodec<,>),
        [typeof(FrozenSet<>)] = typeof(FrozenSetCodec<>),
        [typeof(FrozenDictionary<,>)] = typeof(FrozenDictionaryCodec<,>),
        [typeof(Memory<>)] = typeof(MemoryCodec<>),
        [typeof(ReadOnlyMemory<>)] = typeof(ReadOnlyMemoryCodec<>),
        [typeof(ArraySegment<>)] = typeof(ArraySegmentCodec<>),
        [typeof(KeyValuePair<,>)] = typeof(KeyValuePairCodec<,>),
        [typeof(ValueTuple<>)] = typeof(ValueTupleCodec<>),
        [typeof(Tuple<>)] = typeof(TupleCodec<>),
        [typeof(ValueTuple<,>)] = typeof(ValueTupleCodec<,>),
        [typeof(Tuple<,>)] = typeof(TupleCodec<,>),
        [typeof(ValueTuple<,,>)] = typeof(ValueTupleCodec<,,>),
        [typeof(Tuple<,,>)] = typeof(TupleCodec<,,>),
        [typeof(ValueTuple<,,,>)] = typeof(ValueTupleCodec<,,,>),
        [typeof(Tuple<,,,>)] = typeof(TupleCodec<,,,>),
        [typeof(ValueTuple<,,,,>)] = typeof(ValueTupleCodec<,,,,>),
        [typeof(Tuple<,,,,>)] = typeof(TupleCodec<,,,,>),
        [typeof(ValueTuple<,,,,,>)] = typeof(ValueTupleCodec<,,,,,>),
        [typeof(Tuple<,,,,,>)] = typeof(TupleCodec<,,,,,>),
        [typeof(ValueTuple<,,,,,,>)] = typeof(ValueTupleCodec<,,,,,,>),
        [typeof(Tuple<,,,,,,>)] = typeof(TupleCodec<,,,,,,>),
        [typeof(ValueTuple<,,,,,,,>)] = typeof(ValueTupleCodec<,,,,,,,>),
        [typeof(Tuple<,,,,,,,>)] = typeof(TupleCodec<,,,,,,,>),
        [typeof(Response<>)] = typeof(ResponseCodec<>),
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

        if (type.IsArray)
        {
            return typeof(MultiDimensionalArrayCodec<,>).MakeGenericType(type, type.GetElementType()!);
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return typeof(ReadOnlyByteMemoryCodec);
        }

        if (type == typeof(Memory<byte>))
        {
            return typeof(ByteMemoryCodec);
        }

        return type.IsConstructedGenericType && CodecDefinitions.TryGetValue(type.GetGenericTypeDefinition(), out var definition)
            ? definition.MakeGenericType(type.GetGenericArguments())
            : null;
    }

    /// <summary>The public base class of a frozen collection, whose own class is an implementation detail; else the type itself.</summary>
    public static Type PublicBaseOf(Type type)
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.IsConstructedGenericType
                && candidate.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrozenSet<>) || definition == typeof(FrozenDictionary<,>)))
            {
                return candidate;
            }
        }

        return type;
    }

    /// <summary>Primitive numbers whose every bit pattern is a value: not <see cref="bool"/>.</summary>
    public static bool IsBlittable(Type type) =>
        !type.IsEnum && Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32
            or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Char;
}
