using System.ComponentModel;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>A codec of a class or interface: null, references to objects already written, and derived types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ReferenceCodec<T> : Codec<T>
    where T : class
{
    internal override bool IsTracked => true;

    public sealed override void Write(ref MessageWriter writer, uint fieldId, T? value)
    {
        if (value is null)
        {
            writer.WriteNull(fieldId);
            return;
        }

        value = Normalize(value, writer.Provider);
        var type = value.GetType();
        var codec = type == typeof(T) ? this : CodecOf(type, value, writer.Provider);
        if (codec.IsTracked && writer.TryWriteReference(fieldId, value))
        {
            return;
        }

        if (ReferenceEquals(codec, this))
        {
            WriteNew(ref writer, fieldId, value);
            return;
        }

        writer.WriteTyped(fieldId, codec.ValueType);
        codec.WriteExact(ref writer, 0, value);
    }

    public sealed override T Read(ref MessageReader reader, WireType wireType)
    {
        if (wireType == WireType.Reference)
        {
            return reader.ReadReference<T>(wireType, this)!;
        }

        if (wireType != WireType.Typed)
        {
            return ReadNew(ref reader, wireType);
        }

        var type = reader.ReadTyped(out wireType);
        if (typeof(T).IsAssignableFrom(type))
        {
            return (T)reader.Provider.GetCodec(type).ReadExact(ref reader, wireType);
        }

        // A reference states no more than that it is one; its proxy implements the interface that is wanted.
        if (type == typeof(GrainReference) && typeof(T).IsInterface
            && reader.Provider.GetCodec(type).ReadExact(ref reader, wireType) is T reference)
        {
            return reference;
        }

        throw new IllegalTypeException($"{type} in place of {typeof(T)}");
    }

    internal sealed override void WriteExact(ref MessageWriter writer, uint fieldId, object value) =>
        WriteNew(ref writer, fieldId, (T)value);

    internal sealed override object ReadExact(ref MessageReader reader, WireType wireType) => ReadNew(ref reader, wireType);

    /// <summary>The codec of a value whose type is not <typeparamref name="T"/> itself.</summary>
    internal virtual Codec CodecOf(Type type, T value, CodecProvider provider) =>
        provider.GetCodec(type);

    /// <summary>What is written in place of <paramref name="value"/>.</summary>
    private protected virtual T Normalize(T value, CodecProvider provider) => value;

    /// <summary>Writes a value that is neither null nor written already.</summary>
    private protected abstract void WriteNew(ref MessageWriter writer, uint fieldId, T value);

    /// <summary>Reads what <see cref="WriteNew"/> wrote; a tracked codec registers the object before its members.</summary>
    private protected abstract T ReadNew(ref MessageReader reader, WireType wireType);
}
