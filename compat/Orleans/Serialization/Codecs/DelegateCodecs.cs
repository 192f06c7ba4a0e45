using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal delegate void WriteValue<in T>(ref MessageWriter writer, uint fieldId, T value);

internal delegate T ReadValue<out T>(ref MessageReader reader, WireType wireType);

/// <summary>The codec of a simple value type, made of two functions.</summary>
internal sealed class DelegateValueCodec<T>(WriteValue<T> write, ReadValue<T> read) : ValueCodec<T>
    where T : struct
{
    public override void Write(ref MessageWriter writer, uint fieldId, T value) => write(ref writer, fieldId, value);

    public override T Read(ref MessageReader reader, WireType wireType) => read(ref reader, wireType);
}

/// <summary>
/// The codec of a simple immutable class, made of two functions. Values have no identity on the wire. Also of values
/// of derived types, which arrive as <typeparamref name="T"/> itself.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Created in the table of built-in codecs")]
internal sealed class DelegateReferenceCodec<T>(WriteValue<T> write, ReadValue<T> read) : ReferenceCodec<T>
    where T : class
{
    internal override bool IsTracked => false;

    internal override Codec CodecOf(Type type, T value, CodecProvider provider) => this;

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value) => write(ref writer, fieldId, value);

    private protected override T ReadNew(ref MessageReader reader, WireType wireType) => read(ref reader, wireType);
}
