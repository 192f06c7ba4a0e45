using System.Runtime.CompilerServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Base of the codecs and copiers of collection classes. On the wire: an object with the comparer (field 2, if it is not
/// the default), the count (field 0) and the elements (field 1 each), in this order.
/// </summary>
internal abstract class CollectionCodec<TCollection, T>(CodecProvider provider) : ReferenceCodec<TCollection>, IDeepCopier<TCollection>
    where TCollection : class
{
    private const uint CountField = 0;
    private const uint ElementField = 1;
    private const uint ComparerField = 2;

    private IDeepCopier<T>? _elementCopier;

    protected Codec<T> ElementCodec { get; } = provider.GetCodec<T>();

    protected IDeepCopier<T> ElementCopier => _elementCopier ??= Provider.GetDeepCopier<T>();

    protected CodecProvider Provider { get; } = provider;

    /// <summary>The most elements to allocate room for before they have arrived.</summary>
    protected static int Bounded(int count) => Math.Min(count, Math.Max(4, WireLimits.MaxUnprovenBytes / Unsafe.SizeOf<T>()));

    public virtual TCollection DeepCopy(TCollection input, CopyContext context)
    {
        if (context.TryGetCopy<TCollection>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(TCollection))
        {
            return (TCollection)context.DeepCopy<object>(input)!;
        }

        var copy = CreateLike(input);
        context.RecordCopy(input, copy);
        var copier = ElementCopier;
        foreach (var element in Elements(input))
        {
            Add(copy, copier.DeepCopy(element, context));
        }

        return copy;
    }

    protected abstract int Count(TCollection value);

    /// <summary>The elements in the order in which <see cref="Add"/> must see them.</summary>
    protected abstract IEnumerable<T> Elements(TCollection value);

    protected virtual void WriteElements(ref MessageWriter writer, TCollection value)
    {
        foreach (var element in Elements(value))
        {
            WriteElement(ref writer, element);
        }
    }

    protected void WriteElement(ref MessageWriter writer, T element) => ElementCodec.Write(ref writer, ElementField, element);

    protected virtual int ComparerOf(TCollection value) => Comparers.Default;

    /// <summary>An empty collection with room for <paramref name="capacity"/> elements.</summary>
    protected abstract TCollection Create(int capacity, int comparer);

    /// <summary>An empty collection with the comparer and the size of <paramref name="original"/>.</summary>
    protected virtual TCollection CreateLike(TCollection original) => Create(Count(original), Comparers.Default);

    protected abstract void Add(TCollection collection, T element);

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, TCollection value)
    {
        writer.BeginObject(fieldId);
        if (ComparerOf(value) is not Comparers.Default and var comparer)
        {
            writer.WriteInt32(ComparerField, comparer);
        }

        writer.WriteUInt32(CountField, (uint)Count(value));
        WriteElements(ref writer, value);
        writer.EndObject();
    }

    private protected override TCollection ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var id = reader.LastObjectId;
        var capacity = 0;
        var comparer = Comparers.Default;
        TCollection? collection = null;
        while (reader.NextField(out var fieldId, out wireType))
        {
            switch (fieldId)
            {
                case CountField:
                    capacity = reader.ReadCount(wireType, 1);
                    break;
                case ComparerField:
                    comparer = reader.ReadInt32(wireType);
                    break;
                case ElementField:
                    if (collection is null)
                    {
                        collection = Create(Bounded(capacity), comparer);
                        reader.Register(id, collection);
                    }

                    Add(collection, ElementCodec.Read(ref reader, wireType));
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        if (collection is null)
        {
            collection = Create(0, comparer);
            reader.Register(id, collection);
        }

        return collection;
    }
}
