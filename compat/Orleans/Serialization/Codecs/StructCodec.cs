using System.ComponentModel;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the generated codecs of structs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StructCodec<T> : ValueCodec<T>
    where T : struct
{
    public sealed override void Write(ref MessageWriter writer, uint fieldId, T value)
    {
        writer.BeginObject(fieldId);
        WriteMembers(ref writer, ref value);
        writer.EndObject();
    }

    public sealed override T Read(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        T value = default;
        ReadMembers(ref reader, ref value);
        return value;
    }

    protected abstract void WriteMembers(ref MessageWriter writer, ref T value);

    /// <summary>Reads fields up to the end of the object.</summary>
    protected abstract void ReadMembers(ref MessageReader reader, ref T value);
}
