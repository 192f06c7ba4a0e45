using System.ComponentModel;

namespace Orleans.StandIn.Serialization;

/// <summary>A codec of a value type: boxed only inside <see cref="object"/> fields.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ValueCodec<T> : Codec<T>
    where T : struct
{
    internal sealed override void WriteExact(ref MessageWriter writer, uint fieldId, object value) =>
        Write(ref writer, fieldId, (T)value);

    internal sealed override object ReadExact(ref MessageReader reader, WireType wireType) => Read(ref reader, wireType);
}
