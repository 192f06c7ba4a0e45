using System.Collections.Concurrent;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class SortedDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override int Count(SortedDictionary<TKey, TValue> map) => map.Count;

    protected override int ComparerOf(SortedDictionary<TKey, TValue> map) => Comparers.CodeOf(map.Comparer);

    protected override SortedDictionary<TKey, TValue> Create(int capacity, int comparer) => new(Comparers.Order<TKey>(comparer));

    protected override SortedDictionary<TKey, TValue> CreateLike(SortedDictionary<TKey, TValue> original) => new(original.Comparer);

    protected override void Add(SortedDictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;
}

internal sealed class SortedListCodec<TKey, TValue>(CodecProvider provider) : MapCodec<SortedList<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override int Count(SortedList<TKey, TValue> map) => map.Count;

    protected override int ComparerOf(SortedList<TKey, TValue> map) => Comparers.CodeOf(map.Comparer);

    protected override SortedList<TKey, TValue> Create(int capacity, int comparer) => new(capacity, Comparers.Order<TKey>(comparer));

    protected override SortedList<TKey, TValue> CreateLike(SortedList<TKey, TValue> original) => new(original.Count, original.Comparer);

    protected override void Add(SortedList<TKey, TValue> map, TKey key, TValue value) => map[key] = value;
}

internal sealed class ConcurrentDictionaryCodec<TKey, TValue>(CodecProvider provider)
    : MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override int Count(ConcurrentDictionary<TKey, TValue> map) => map.Count;

    protected override int ComparerOf(ConcurrentDictionary<TKey, TValue> map) => Comparers.CodeOf(map.Comparer);

    protected override ConcurrentDictionary<TKey, TValue> Create(int capacity, int comparer) => new(Comparers.Equality<TKey>(comparer));

    protected override ConcurrentDictionary<TKey, TValue> CreateLike(ConcurrentDictionary<TKey, TValue> original) => new(original.Comparer);

    protected override void Add(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;
}
