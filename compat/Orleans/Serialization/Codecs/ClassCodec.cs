using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the generated codecs of classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ClassCodec<T> : ReferenceCodec<T>
    where T : class
{
    /// <summary>Writes the fields of the base classes and of <typeparamref name="T"/> itself; also called for derived types.</summary>
    public abstract void WriteMembers(ref MessageWriter writer, T value);

    /// <summary>Reads those fields; <paramref name="isBase"/> if a derived type's fields follow.</summary>
    public abstract void ReadMembers(ref MessageReader reader, T value, bool isBase);

    /// <summary>An object whose members are to be read.</summary>
    protected abstract T Create();

    /// <summary>For abstract classes, of which no value can be.</summary>
    [DoesNotReturn]
    protected static T ThrowAbstract() => throw new IllegalTypeException($"{typeof(T)}, which is abstract,");

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value)
    {
        writer.BeginObject(fieldId);
        WriteMembers(ref writer, value);
        writer.EndObject();
    }

    private protected override T ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var value = Create();
        if (IsTracked)
        {
            reader.Register(value);
        }

        ReadMembers(ref reader, value, isBase: false);
        return value;
    }
}
