using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>The codec of <see cref="object"/>, interfaces and abstract classes: the run-time type is always stated.</summary>
internal sealed class PolymorphicCodec<T> : ReferenceCodec<T>
    where T : class
{
    internal override Codec CodecOf(Type type, T value, CodecProvider provider) =>
        provider.TryGetCodec(type)
        ?? throw new CodecNotFoundException($"A value of type {type} stands in a field of type {typeof(T)}, and has no codec. "
            + "Annotate the type with [GenerateSerializer], or put a supported collection type there.");

    private protected override T Normalize(T value, CodecProvider provider) =>
        typeof(T) == typeof(object) || provider.TryGetCodec(value.GetType()) is not null
            ? value
            : (T?)CollectionInterfaces.ToPlain(typeof(T), value) ?? value;

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value)
    {
        // Only new object() is exactly of such a type: an empty object that is nothing but itself.
        writer.BeginObject(fieldId);
        writer.EndObject();
    }

    private protected override T ReadNew(ref MessageReader reader, WireType wireType)
    {
        if (typeof(T) != typeof(object))
        {
            throw new UnsupportedWireTypeException($"A value for a field of type {typeof(T)} does not state its own type.");
        }

        reader.BeginObject(wireType);
        var value = (T)new object();
        reader.Register(value);
        while (reader.NextField(out _, out var unknown))
        {
            reader.Skip(unknown);
        }

        return value;
    }
}
