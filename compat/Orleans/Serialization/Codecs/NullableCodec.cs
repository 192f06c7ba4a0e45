using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class NullableCodec<T>(CodecProvider provider) : Codec<T?>
    where T : struct
{
    private readonly Codec<T> _codec = provider.GetCodec<T>();

    internal override Type ValueType => typeof(T);

    public override void Write(ref MessageWriter writer, uint fieldId, T? value)
    {
        if (value is { } present)
        {
            _codec.Write(ref writer, fieldId, present);
        }
        else
        {
            writer.WriteNull(fieldId);
        }
    }

    public override T? Read(ref MessageReader reader, WireType wireType) =>
        reader.TryReadNull(wireType) ? null : _codec.Read(ref reader, wireType);

    internal override void WriteExact(ref MessageWriter writer, uint fieldId, object value) =>
        _codec.WriteExact(ref writer, fieldId, value);

    internal override object ReadExact(ref MessageReader reader, WireType wireType) => _codec.ReadExact(ref reader, wireType);
}
