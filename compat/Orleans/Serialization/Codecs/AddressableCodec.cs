using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// The codec and copier of grain interfaces: only references cross a grain boundary, never grains themselves. On the
/// wire: grain type (field 0), key (1) and interface (2).
/// </summary>
internal sealed class AddressableCodec<T>(CodecProvider provider) : ReferenceCodec<T>, IDeepCopier<T>
    where T : class, IAddressable
{
    private readonly Codec<IdSpan> _idCodec = provider.GetCodec<IdSpan>();

    internal override Type ValueType => typeof(GrainReference);

    internal override bool IsTracked => false;

    public T DeepCopy(T input, CopyContext context) => GeneratedCode.ToReference(input);

    internal override Codec CodecOf(Type type, T value, CodecProvider provider) => this;

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value)
    {
        var reference = value as GrainReference ?? value.AsReference<GrainReference>();
        writer.BeginObject(fieldId);
        _idCodec.Write(ref writer, 0, reference.GrainId.Type.Value);
        _idCodec.Write(ref writer, 1, reference.GrainId.Key);
        _idCodec.Write(ref writer, 2, reference.InterfaceType.Value);
        writer.EndObject();
    }

    private protected override T ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        IdSpan type = default, key = default, interfaceType = default;
        while (reader.NextField(out var fieldId, out wireType))
        {
            switch (fieldId)
            {
                case 0:
                    type = _idCodec.Read(ref reader, wireType);
                    break;
                case 1:
                    key = _idCodec.Read(ref reader, wireType);
                    break;
                case 2:
                    interfaceType = _idCodec.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        var factory = provider.Services.GetService<IGrainFactory>()
            ?? throw new SerializerException("A grain reference can be read only in a silo or client, where there is a grain factory.");
        var reference = factory.GetGrain(GrainId.Create(new GrainType(type), key), new GrainInterfaceType(interfaceType));
        return reference as T ?? reference.AsReference<T>();
    }
}
