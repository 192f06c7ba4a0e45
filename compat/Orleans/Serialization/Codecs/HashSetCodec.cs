using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class HashSetCodec<T>(CodecProvider provider) : CollectionCodec<HashSet<T>, T>(provider)
{
    protected override int Count(HashSet<T> value) => value.Count;

    protected override IEnumerable<T> Elements(HashSet<T> value) => value;

    protected override int ComparerOf(HashSet<T> value) => Comparers.CodeOf(value.Comparer);

    protected override HashSet<T> Create(int capacity, int comparer) => new(capacity, Comparers.Equality<T>(comparer));

    protected override HashSet<T> CreateLike(HashSet<T> original) => new(original.Count, original.Comparer);

    protected override void Add(HashSet<T> collection, T element) => collection.Add(element);
}
