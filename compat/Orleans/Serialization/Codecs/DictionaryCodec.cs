using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class DictionaryCodec<TKey, TValue>(CodecProvider provider)
    : MapCodec<Dictionary<TKey, TValue>, TKey, TValue>(provider)
    where TKey : notnull
{
    protected override int Count(Dictionary<TKey, TValue> map) => map.Count;

    protected override int ComparerOf(Dictionary<TKey, TValue> map) => Comparers.CodeOf(map.Comparer);

    protected override Dictionary<TKey, TValue> Create(int capacity, int comparer) => new(capacity, Comparers.Equality<TKey>(comparer));

    protected override Dictionary<TKey, TValue> CreateLike(Dictionary<TKey, TValue> original) => new(original.Count, original.Comparer);

    protected override void Add(Dictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    protected override void WriteEntries(ref MessageWriter writer, Dictionary<TKey, TValue> map)
    {
        foreach (var (key, value) in map)
        {
            WriteEntry(ref writer, key, value);
        }
    }
}
