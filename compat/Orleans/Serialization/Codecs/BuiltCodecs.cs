using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Base of the codecs of collections that are built whole and then never change: what is written is a surrogate that can
/// be filled. A cycle cannot run through them.
/// </summary>
internal abstract class BuiltCodec<T, TSurrogate>(CodecProvider provider) : ReferenceCodec<T>, IOptionalDeepCopier, IDeepCopier<T>
    where T : class
    where TSurrogate : class
{
    private readonly Codec<TSurrogate> _codec = provider.GetCodec<TSurrogate>();

    protected CodecProvider Provider { get; } = provider;

    /// <summary>True if the elements need no copies, so that the collection needs none.</summary>
    public abstract bool IsShallowCopyable();

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((T)input!, context);

    public T DeepCopy(T input, CopyContext context)
    {
        if (context.TryGetCopy<T>(input, out var known))
        {
            return known!;
        }

        if (IsShallowCopyable())
        {
            return input;
        }

        var surrogate = Provider.GetDeepCopier<TSurrogate>().DeepCopy(ToSurrogate(input), context);
        var copy = FromSurrogate(surrogate);
        context.RecordCopy(input, copy);
        return copy;
    }

    // Frozen collections are of classes that are not public; they are named by the public base.
    internal override Codec CodecOf(Type type, T value, CodecProvider provider) => this;

    protected static bool IsShallow<TElement>(CodecProvider provider) => Copying.IsShallow(provider.GetDeepCopier<TElement>());

    protected abstract TSurrogate ToSurrogate(T value);

    protected abstract T FromSurrogate(TSurrogate surrogate);

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value) =>
        _codec.WriteExact(ref writer, fieldId, ToSurrogate(value));

    private protected override T ReadNew(ref MessageReader reader, WireType wireType)
    {
        var id = reader.LastObjectId + 1;
        var surrogate = (TSurrogate)_codec.ReadExact(ref reader, wireType);
        var value = FromSurrogate(surrogate);
        reader.Replace(id, value);
        return value;
    }
}

internal abstract class BuiltSequenceCodec<TCollection, T>(CodecProvider provider) : BuiltCodec<TCollection, List<T>>(provider)
    where TCollection : class, IEnumerable<T>
{
    public override bool IsShallowCopyable() => IsShallow<T>(Provider);

    protected override List<T> ToSurrogate(TCollection value) => [.. value];
}

internal sealed class ImmutableListCodec<T>(CodecProvider provider) : BuiltSequenceCodec<ImmutableList<T>, T>(provider)
{
    protected override ImmutableList<T> FromSurrogate(List<T> surrogate) => [.. surrogate];
}

internal sealed class ImmutableQueueCodec<T>(CodecProvider provider) : BuiltSequenceCodec<ImmutableQueue<T>, T>(provider)
{
    protected override ImmutableQueue<T> FromSurrogate(List<T> surrogate) => ImmutableQueue.CreateRange(surrogate);
}

internal sealed class ImmutableStackCodec<T>(CodecProvider provider) : BuiltSequenceCodec<ImmutableStack<T>, T>(provider)
{
    protected override ImmutableStack<T> FromSurrogate(List<T> surrogate)
    {
        var stack = ImmutableStack<T>.Empty;
        for (var index = surrogate.Count - 1; index >= 0; index--)
        {
            stack = stack.Push(surrogate[index]);
        }

        return stack;
    }
}

internal sealed class ReadOnlyCollectionCodec<T>(CodecProvider provider) : BuiltSequenceCodec<ReadOnlyCollection<T>, T>(provider)
{
    // A view: the list behind it may change.
    public override bool IsShallowCopyable() => false;

    protected override ReadOnlyCollection<T> FromSurrogate(List<T> surrogate) => new(surrogate);
}

internal sealed class ImmutableHashSetCodec<T>(CodecProvider provider) : BuiltCodec<ImmutableHashSet<T>, HashSet<T>>(provider)
{
    public override bool IsShallowCopyable() => IsShallow<T>(Provider);

    protected override HashSet<T> ToSurrogate(ImmutableHashSet<T> value) => new(value, value.KeyComparer);

    protected override ImmutableHashSet<T> FromSurrogate(HashSet<T> surrogate) => surrogate.ToImmutableHashSet(surrogate.Comparer);
}

internal sealed class ImmutableSortedSetCodec<T>(CodecProvider provider) : BuiltCodec<ImmutableSortedSet<T>, SortedSet<T>>(provider)
{
    public override bool IsShallowCopyable() => IsShallow<T>(Provider);

    protected override SortedSet<T> ToSurrogate(ImmutableSortedSet<T> value) => new(value, value.KeyComparer);

    protected override ImmutableSortedSet<T> FromSurrogate(SortedSet<T> surrogate) => surrogate.ToImmutableSortedSet(surrogate.Comparer);
}

internal sealed class FrozenSetCodec<T>(CodecProvider provider) : BuiltCodec<FrozenSet<T>, HashSet<T>>(provider)
{
    public override bool IsShallowCopyable() => IsShallow<T>(Provider);

    protected override HashSet<T> ToSurrogate(FrozenSet<T> value) => new(value, value.Comparer);

    protected override FrozenSet<T> FromSurrogate(HashSet<T> surrogate) => surrogate.ToFrozenSet(surrogate.Comparer);
}

internal abstract class BuiltMapCodec<TMap, TSurrogate, TKey, TValue>(CodecProvider provider) : BuiltCodec<TMap, TSurrogate>(provider)
    where TMap : class
    where TSurrogate : class
{
    public override bool IsShallowCopyable() => IsShallow<TKey>(Provider) && IsShallow<TValue>(Provider);
}

internal sealed class ImmutableDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : BuiltMapCodec<ImmutableDictionary<TKey, TValue>, Dictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override Dictionary<TKey, TValue> ToSurrogate(ImmutableDictionary<TKey, TValue> value) => new(value, value.KeyComparer);

    protected override ImmutableDictionary<TKey, TValue> FromSurrogate(Dictionary<TKey, TValue> surrogate) =>
        surrogate.ToImmutableDictionary(surrogate.Comparer);
}

internal sealed class ImmutableSortedDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : BuiltMapCodec<ImmutableSortedDictionary<TKey, TValue>, SortedDictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override SortedDictionary<TKey, TValue> ToSurrogate(ImmutableSortedDictionary<TKey, TValue> value) =>
        new(value, value.KeyComparer);

    protected override ImmutableSortedDictionary<TKey, TValue> FromSurrogate(SortedDictionary<TKey, TValue> surrogate) =>
        surrogate.ToImmutableSortedDictionary(surrogate.Comparer);
}

internal sealed class FrozenDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : BuiltMapCodec<FrozenDictionary<TKey, TValue>, Dictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override Dictionary<TKey, TValue> ToSurrogate(FrozenDictionary<TKey, TValue> value) => new(value, value.Comparer);

    protected override FrozenDictionary<TKey, TValue> FromSurrogate(Dictionary<TKey, TValue> surrogate) =>
        surrogate.ToFrozenDictionary(surrogate.Comparer);
}

internal sealed class ReadOnlyDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : BuiltMapCodec<ReadOnlyDictionary<TKey, TValue>, Dictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    // A view: the dictionary behind it may change.
    public override bool IsShallowCopyable() => false;

    protected override Dictionary<TKey, TValue> ToSurrogate(ReadOnlyDictionary<TKey, TValue> value) => new(value);

    protected override ReadOnlyDictionary<TKey, TValue> FromSurrogate(Dictionary<TKey, TValue> surrogate) => new(surrogate);
}
