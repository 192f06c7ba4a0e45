using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class SortedSetCodec<T>(CodecProvider provider) : CollectionCodec<SortedSet<T>, T>(provider)
{
    protected override int Count(SortedSet<T> value) => value.Count;

    protected override IEnumerable<T> Elements(SortedSet<T> value) => value;

    protected override int ComparerOf(SortedSet<T> value) => Comparers.CodeOf(value.Comparer);

    protected override SortedSet<T> Create(int capacity, int comparer) => new(Comparers.Order<T>(comparer));

    protected override SortedSet<T> CreateLike(SortedSet<T> original) => new(original.Comparer);

    protected override void Add(SortedSet<T> collection, T element) => collection.Add(element);
}

internal sealed class QueueCodec<T>(CodecProvider provider) : CollectionCodec<Queue<T>, T>(provider)
{
    protected override int Count(Queue<T> value) => value.Count;

    protected override IEnumerable<T> Elements(Queue<T> value) => value;

    protected override Queue<T> Create(int capacity, int comparer) => new(capacity);

    protected override void Add(Queue<T> collection, T element) => collection.Enqueue(element);
}

/// <summary>A stack goes bottom first, so that pushing restores it.</summary>
internal sealed class StackCodec<T>(CodecProvider provider) : CollectionCodec<Stack<T>, T>(provider)
{
    protected override int Count(Stack<T> value) => value.Count;

    protected override IEnumerable<T> Elements(Stack<T> value) => value.Reverse();

    protected override Stack<T> Create(int capacity, int comparer) => new(capacity);

    protected override void Add(Stack<T> collection, T element) => collection.Push(element);
}

internal sealed class LinkedListCodec<T>(CodecProvider provider) : CollectionCodec<LinkedList<T>, T>(provider)
{
    protected override int Count(LinkedList<T> value) => value.Count;

    protected override IEnumerable<T> Elements(LinkedList<T> value) => value;

    protected override LinkedList<T> Create(int capacity, int comparer) => new();

    protected override void Add(LinkedList<T> collection, T element) => collection.AddLast(element);
}

internal sealed class CollectionClassCodec<T>(CodecProvider provider) : CollectionCodec<Collection<T>, T>(provider)
{
    protected override int Count(Collection<T> value) => value.Count;

    protected override IEnumerable<T> Elements(Collection<T> value) => value;

    protected override Collection<T> Create(int capacity, int comparer) => [];

    protected override void Add(Collection<T> collection, T element) => collection.Add(element);
}

internal sealed class ObservableCollectionCodec<T>(CodecProvider provider) : CollectionCodec<ObservableCollection<T>, T>(provider)
{
    protected override int Count(ObservableCollection<T> value) => value.Count;

    protected override IEnumerable<T> Elements(ObservableCollection<T> value) => value;

    protected override ObservableCollection<T> Create(int capacity, int comparer) => [];

    protected override void Add(ObservableCollection<T> collection, T element) => collection.Add(element);
}

internal sealed class ConcurrentQueueCodec<T>(CodecProvider provider) : CollectionCodec<ConcurrentQueue<T>, T>(provider)
{
    protected override int Count(ConcurrentQueue<T> value) => value.Count;

    protected override IEnumerable<T> Elements(ConcurrentQueue<T> value) => value;

    protected override ConcurrentQueue<T> Create(int capacity, int comparer) => new();

    protected override void Add(ConcurrentQueue<T> collection, T element) => collection.Enqueue(element);
}
