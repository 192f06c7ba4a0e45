using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Writes one message into a buffer writer. Every value is a tag (field id and <see cref="WireType"/>) and its bytes.
/// <see cref="Flush"/> hands the last bytes over.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct MessageWriter
{
    private const int MaxVarIntBytes = 10;

    private readonly IBufferWriter<byte> _output;
    private readonly WriteState _state;
    private Span<byte> _span;
    private int _position;

    internal MessageWriter(IBufferWriter<byte> output, WriteState state)
    {
        _output = output;
        _state = state;
        _span = output.GetSpan();
    }

    internal readonly CodecProvider Provider => _state.Provider;

    public void Flush()
    {
        _output.Advance(_position);
        _span = default;
        _position = 0;
    }

    public void WriteInt32(uint fieldId, int value) => WriteVarIntField(fieldId, (uint)((value << 1) ^ (value >> 31)));

    public void WriteInt64(uint fieldId, long value) => WriteVarIntField(fieldId, (ulong)((value << 1) ^ (value >> 63)));

    public void WriteUInt32(uint fieldId, uint value) => WriteVarIntField(fieldId, value);

    public void WriteUInt64(uint fieldId, ulong value) => WriteVarIntField(fieldId, value);

    public void WriteBoolean(uint fieldId, bool value) => WriteVarIntField(fieldId, value ? 1u : 0u);

    public void WriteSingle(uint fieldId, float value) => WriteFixed32(fieldId, BitConverter.SingleToUInt32Bits(value));

    public void WriteDouble(uint fieldId, double value) => WriteFixed64(fieldId, BitConverter.DoubleToUInt64Bits(value));

    public void WriteFixed32(uint fieldId, uint value)
    {
        WriteTag(fieldId, WireType.Fixed32);
        Ensure(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_span[_position..], value);
        _position += sizeof(uint);
    }

    public void WriteFixed64(uint fieldId, ulong value)
    {
        WriteTag(fieldId, WireType.Fixed64);
        Ensure(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_span[_position..], value);
        _position += sizeof(ulong);
    }

    /// <summary>Writes text as UTF-8. Strings have no identity: equal ones are written twice.</summary>
    public void WriteString(uint fieldId, string? value)
    {
        if (value is null)
        {
            WriteNull(fieldId);
            return;
        }

        WriteTag(fieldId, WireType.Bytes);
        _state.ObjectCount++;
        var byteCount = Encoding.UTF8.GetByteCount(value);
        WriteVarInt((uint)byteCount);
        if (byteCount <= _span.Length - _position || byteCount <= 1024)
        {
            Ensure(byteCount);
            _position += Encoding.UTF8.GetBytes(value, _span[_position..]);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(byteCount);
        WriteRaw(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Writes bytes that have no identity of their own, such as a <see cref="Guid"/>.</summary>
    public void WriteBytes(uint fieldId, scoped ReadOnlySpan<byte> value)
    {
        WriteTag(fieldId, WireType.Bytes);
        _state.ObjectCount++;
        WriteVarInt((uint)value.Length);
        WriteRaw(value);
    }

    public void WriteNull(uint fieldId)
    {
        WriteTag(fieldId, WireType.Reference);
        WriteVarInt(0);
    }

    /// <summary>
    /// Writes a reference if <paramref name="value"/> has been written before; otherwise takes note of it, and the
    /// caller must write it next.
    /// </summary>
    public bool TryWriteReference(uint fieldId, object value)
    {
        if (_state.Objects.TryGet(value, out var id))
        {
            WriteTag(fieldId, WireType.Reference);
            WriteVarInt((uint)id);
            return true;
        }

        _state.Objects.Add(value, _state.ObjectCount + 1);
        return false;
    }

    /// <summary>Begins an object; <see cref="EndObject"/> ends it.</summary>
    public void BeginObject(uint fieldId)
    {
        Descend();
        WriteTag(fieldId, WireType.Object);
        _state.ObjectCount++;
    }

    public void EndObject()
    {
        _state.Depth--;
        WriteTag(0, WireType.End);
    }

    /// <summary>Ends the fields of a base class: those of the derived class, with their own ids, follow.</summary>
    public void EndBase() => WriteTag(1, WireType.End);

    /// <summary>States the type of the value that the caller writes next, with field id 0.</summary>
    public void WriteTyped(uint fieldId, Type type)
    {
        WriteTag(fieldId, WireType.Typed);
        WriteType(type);
    }

    internal void WriteVersion()
    {
        Ensure(1);
        _span[_position++] = WireLimits.Version;
    }

    internal void WriteRaw(scoped ReadOnlySpan<byte> value)
    {
        while (true)
        {
            var room = _span.Length - _position;
            if (value.Length <= room)
            {
                value.CopyTo(_span[_position..]);
                _position += value.Length;
                return;
            }

            value[..room].CopyTo(_span[_position..]);
            _position += room;
            value = value[room..];
            Grow(Math.Min(value.Length, 64 * 1024));
        }
    }

    private readonly void Descend()
    {
        if (++_state.Depth > WireLimits.MaxDepth)
        {
            throw new SerializerException(
                $"The value nests deeper than {WireLimits.MaxDepth} levels. Flatten it: a long linked list belongs in a collection.");
        }
    }

    private void WriteType(Type type)
    {
        if (_state.Types.TryGetValue(type, out var index))
        {
            WriteVarInt((uint)index);
            return;
        }

        if (_state.Types.Count == WireLimits.MaxTypes)
        {
            throw new SerializerException($"The value has members of more than {WireLimits.MaxTypes} different types.");
        }

        _state.Types.Add(type, _state.Types.Count + 1);
        var name = _state.Provider.TypeNames.Format(type);
        WriteVarInt(0);
        WriteVarInt((uint)name.Length);
        WriteRaw(name);
    }

    private void WriteVarIntField(uint fieldId, ulong value)
    {
        // Nearly every field: a tag of one byte and a number below 128.
        if (fieldId < 16 && value < 128 && _position + 2 <= _span.Length)
        {
            _span[_position] = (byte)((fieldId << 3) | (uint)WireType.VarInt);
            _span[_position + 1] = (byte)value;
            _position += 2;
            return;
        }

        WriteTag(fieldId, WireType.VarInt);
        WriteVarInt(value);
    }

    private void WriteTag(uint fieldId, WireType wireType) => WriteVarInt(((ulong)fieldId << 3) | (ulong)wireType);

    private void WriteVarInt(ulong value)
    {
        Ensure(MaxVarIntBytes);
        while (value >= 0x80)
        {
            _span[_position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _span[_position++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int byteCount)
    {
        if (_span.Length - _position < byteCount)
        {
            Grow(byteCount);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int byteCount)
    {
        _output.Advance(_position);
        _position = 0;
        _span = _output.GetSpan((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(byteCount, 256)));
    }
}
