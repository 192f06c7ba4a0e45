using System.Runtime.CompilerServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Base of the codecs and copiers of dictionary classes. On the wire: an object with the comparer (field 3, if it is not
/// the default), the count (field 0) and in turn keys (field 1) and values (field 2).
/// </summary>
internal abstract class MapCodec<TMap, TKey, TValue>(CodecProvider provider) : ReferenceCodec<TMap>, IDeepCopier<TMap>
    where TMap : class
    where TKey : notnull
{
    private const uint CountField = 0;
    private const uint KeyField = 1;
    private const uint ValueField = 2;
    private const uint ComparerField = 3;

    private readonly Codec<TKey> _keyCodec = provider.GetCodec<TKey>();
    private readonly Codec<TValue> _valueCodec = provider.GetCodec<TValue>();
    private IDeepCopier<TKey>? _keyCopier;
    private IDeepCopier<TValue>? _valueCopier;

    private static int MaxUnprovenCount => Math.Max(4, WireLimits.MaxUnprovenBytes / (Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + 16));

    public TMap DeepCopy(TMap input, CopyContext context)
    {
        if (context.TryGetCopy<TMap>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(TMap))
        {
            return (TMap)context.DeepCopy<object>(input)!;
        }

        var copy = CreateLike(input);
        context.RecordCopy(input, copy);
        var keyCopier = _keyCopier ??= provider.GetDeepCopier<TKey>();
        var valueCopier = _valueCopier ??= provider.GetDeepCopier<TValue>();
        foreach (var (key, value) in Entries(input))
        {
            Add(copy, keyCopier.DeepCopy(key, context), valueCopier.DeepCopy(value, context));
        }

        return copy;
    }

    protected abstract int Count(TMap map);

    protected virtual IEnumerable<KeyValuePair<TKey, TValue>> Entries(TMap map) => (IEnumerable<KeyValuePair<TKey, TValue>>)map;

    protected abstract int ComparerOf(TMap map);

    protected abstract TMap Create(int capacity, int comparer);

    protected abstract TMap CreateLike(TMap original);

    protected abstract void Add(TMap map, TKey key, TValue value);

    protected virtual void WriteEntries(ref MessageWriter writer, TMap map)
    {
        foreach (var (key, value) in Entries(map))
        {
            WriteEntry(ref writer, key, value);
        }
    }

    protected void WriteEntry(ref MessageWriter writer, TKey key, TValue value)
    {
        _keyCodec.Write(ref writer, KeyField, key);
        _valueCodec.Write(ref writer, ValueField, value);
    }

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, TMap value)
    {
        writer.BeginObject(fieldId);
        if (ComparerOf(value) is not Comparers.Default and var comparer)
        {
            writer.WriteInt32(ComparerField, comparer);
        }

        writer.WriteUInt32(CountField, (uint)Count(value));
        WriteEntries(ref writer, value);
        writer.EndObject();
    }

    private protected override TMap ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var id = reader.LastObjectId;
        var capacity = 0;
        var comparer = Comparers.Default;
        var hasKey = false;
        TKey? key = default;
        TMap? map = null;
        while (reader.NextField(out var fieldId, out wireType))
        {
            switch (fieldId)
            {
                case CountField:
                    capacity = reader.ReadCount(wireType, 2);
                    break;
                case ComparerField:
                    comparer = reader.ReadInt32(wireType);
                    break;
                case KeyField:
                    if (map is null)
                    {
                        map = Create(Math.Min(capacity, MaxUnprovenCount), comparer);
                        reader.Register(id, map);
                    }

                    key = _keyCodec.Read(ref reader, wireType);
                    hasKey = true;
                    break;
                case ValueField when key is not null && hasKey:
                    Add(map!, key, _valueCodec.Read(ref reader, wireType));
                    hasKey = false;
                    break;
                case ValueField:
                    reader.ThrowMalformed("a dictionary has a value without a key");
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        if (map is null)
        {
            map = Create(0, comparer);
            reader.Register(id, map);
        }

        return map;
    }
}
