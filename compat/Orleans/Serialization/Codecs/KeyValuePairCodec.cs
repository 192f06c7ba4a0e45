using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>A key (field 0) and a value (field 1).</summary>
internal sealed class KeyValuePairCodec<TKey, TValue>(CodecProvider provider)
    : StructCodec<KeyValuePair<TKey, TValue>>, IOptionalDeepCopier, IDeepCopier<KeyValuePair<TKey, TValue>>
{
    private readonly Codec<TKey> _keyCodec = provider.GetCodec<TKey>();
    private readonly Codec<TValue> _valueCodec = provider.GetCodec<TValue>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<TKey>()) && Copying.IsShallow(provider.GetDeepCopier<TValue>());

    public KeyValuePair<TKey, TValue> DeepCopy(KeyValuePair<TKey, TValue> input, CopyContext context) =>
        new(provider.GetDeepCopier<TKey>().DeepCopy(input.Key, context), provider.GetDeepCopier<TValue>().DeepCopy(input.Value, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((KeyValuePair<TKey, TValue>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref KeyValuePair<TKey, TValue> value)
    {
        _keyCodec.Write(ref writer, 0, value.Key);
        _valueCodec.Write(ref writer, 1, value.Value);
    }

    protected override void ReadMembers(ref MessageReader reader, ref KeyValuePair<TKey, TValue> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value = new(_keyCodec.Read(ref reader, wireType), value.Value);
                    break;
                case 1:
                    value = new(value.Key, _valueCodec.Read(ref reader, wireType));
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}
