using System.ComponentModel;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// How the bytes after a tag are laid out, so that a reader can step over a field that it does not know. A tag is a
/// varint: field id times eight plus this.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WireType : byte
{
    /// <summary>Base-128 varint, least significant group first; signed numbers zigzag.</summary>
    VarInt = 0,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 1,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 2,

    /// <summary>A varint length and that many bytes. Counts as one object for references.</summary>
    Bytes = 3,

    /// <summary>Fields up to <see cref="End"/>. Counts as one object for references.</summary>
    Object = 4,

    /// <summary>A varint: 0 is null, n the n-th object of the message.</summary>
    Reference = 5,

    /// <summary>A type (varint: 0 and a name, or n for the n-th name of the message), then a tag and a value of that type.</summary>
    Typed = 6,

    /// <summary>No value: with field id 0 the end of an object, with 1 the end of its base class's fields.</summary>
    End = 7,
}
