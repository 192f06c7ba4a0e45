using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the codecs of immutable classes that are written as a value type of the same parts.</summary>
internal abstract class TupleCodecBase<TTuple, TValue>(CodecProvider provider) : ReferenceCodec<TTuple>, IOptionalDeepCopier, IDeepCopier<TTuple>
    where TTuple : class
    where TValue : struct
{
    private readonly Codec<TValue> _codec = provider.GetCodec<TValue>();

    public bool IsShallowCopyable() => Copying.IsShallow(provider.GetDeepCopier<TValue>());

    public TTuple DeepCopy(TTuple input, CopyContext context)
    {
        if (context.TryGetCopy<TTuple>(input, out var known))
        {
            return known!;
        }

        var copier = provider.GetDeepCopier<TValue>();
        if (Copying.IsShallow(copier))
        {
            return input;
        }

        var copy = FromValue(copier.DeepCopy(ToValue(input), context));
        context.RecordCopy(input, copy);
        return copy;
    }

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((TTuple)input!, context);

    protected abstract TValue ToValue(TTuple value);

    protected abstract TTuple FromValue(TValue value);

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, TTuple value) =>
        _codec.Write(ref writer, fieldId, ToValue(value));

    private protected override TTuple ReadNew(ref MessageReader reader, WireType wireType)
    {
        var id = reader.LastObjectId + 1;
        var value = FromValue(_codec.Read(ref reader, wireType));
        reader.Register(id, value);
        return value;
    }
}
