using System.ComponentModel;

namespace Orleans.StandIn.Serialization;

/// <summary>Writes and reads values of one type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Codec
{
    private protected Codec()
    {
    }

    /// <summary>The type that is named on the wire for values of this codec.</summary>
    internal abstract Type ValueType { get; }

    /// <summary>True if a value has identity: written once per message, then referred to.</summary>
    internal virtual bool IsTracked => false;

    /// <summary>Writes a value of exactly <see cref="ValueType"/> that is neither null nor written already.</summary>
    internal abstract void WriteExact(ref MessageWriter writer, uint fieldId, object value);

    /// <summary>Reads what <see cref="WriteExact"/> wrote.</summary>
    internal abstract object ReadExact(ref MessageReader reader, WireType wireType);
}

/// <summary>Writes and reads values whose declared type is <typeparamref name="T"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Codec<T> : Codec
{
    private protected Codec()
    {
    }

    internal override Type ValueType => typeof(T);

    public abstract void Write(ref MessageWriter writer, uint fieldId, T value);

    /// <summary>Reads the value after a tag with <paramref name="wireType"/>.</summary>
    public abstract T Read(ref MessageReader reader, WireType wireType);
}
