using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Reads one message that lies in one piece. Whatever the bytes, it ends with a value or a
/// <see cref="SerializerException"/>, and allocates in proportion to the bytes, not to the numbers in them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct MessageReader
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadState _state;
    private int _position;

    internal MessageReader(ReadOnlySpan<byte> message, ReadState state)
    {
        _message = message;
        _state = state;
    }

    internal readonly CodecProvider Provider => _state.Provider;

    internal readonly int Position => _position;

    internal readonly int Remaining => _message.Length - _position;

    /// <summary>Id of the object begun last, for <see cref="Register(int, object)"/> after its members.</summary>
    internal readonly int LastObjectId => _state.ObjectCount;

    /// <summary>Reads the next field's tag; false at the end of the object.</summary>
    public bool NextField(out uint fieldId, out WireType wireType)
    {
        ReadTag(out fieldId, out wireType);
        if (wireType != WireType.End)
        {
            return true;
        }

        if (fieldId != 0)
        {
            ThrowMalformed("an object ends where only its base class's fields may end");
        }

        _state.Depth--;
        return false;
    }

    /// <summary>
    /// Reads the tag of a base class's next field; false at their end. An object written before its class had this
    /// base class just ends: the derived class sees that end again.
    /// </summary>
    public bool NextBaseField(out uint fieldId, out WireType wireType)
    {
        var before = _position;
        ReadTag(out fieldId, out wireType);
        if (wireType != WireType.End)
        {
            return true;
        }

        if (fieldId == 0)
        {
            _position = before;
        }

        return false;
    }

    public int ReadInt32(WireType wireType)
    {
        var raw = ReadVarIntField(wireType, uint.MaxValue);
        return (int)(uint)(raw >> 1) ^ -(int)(raw & 1);
    }

    public long ReadInt64(WireType wireType)
    {
        var raw = ReadVarIntField(wireType, ulong.MaxValue);
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    public uint ReadUInt32(WireType wireType) => (uint)ReadVarIntField(wireType, uint.MaxValue);

    public ulong ReadUInt64(WireType wireType) => ReadVarIntField(wireType, ulong.MaxValue);

    public bool ReadBoolean(WireType wireType) => ReadVarIntField(wireType, 1) != 0;

    public float ReadSingle(WireType wireType) => BitConverter.UInt32BitsToSingle(ReadFixed32(wireType));

    public double ReadDouble(WireType wireType) => BitConverter.UInt64BitsToDouble(ReadFixed64(wireType));

    public uint ReadFixed32(WireType wireType)
    {
        Expect(wireType, WireType.Fixed32);
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
    }

    public ulong ReadFixed64(WireType wireType)
    {
        Expect(wireType, WireType.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
    }

    public string? ReadString(WireType wireType)
    {
        if (TryReadNull(wireType))
        {
            return null;
        }

        return Encoding.UTF8.GetString(ReadBytes(wireType));
    }

    /// <summary>The bytes of a length-prefixed value, borrowed from the message.</summary>
    public ReadOnlySpan<byte> ReadBytes(WireType wireType)
    {
        Expect(wireType, WireType.Bytes);
        _state.ObjectCount++;
        return Take(ReadLength());
    }

    /// <summary>Enters an object; <see cref="NextField"/> leaves it at its end.</summary>
    public readonly void BeginObject(WireType wireType)
    {
        Expect(wireType, WireType.Object);
        if (++_state.Depth > WireLimits.MaxDepth)
        {
            throw new SerializerException($"The message nests deeper than {WireLimits.MaxDepth} levels.");
        }

        _state.ObjectCount++;
    }

    /// <summary>Makes the object begun last one that references can be to; before its members are read, for cycles.</summary>
    public readonly void Register(object value) => _state.AddObject(_state.ObjectCount, value);

    /// <summary>Steps over a value that the reader's type does not know.</summary>
    public void Skip(WireType wireType)
    {
        var offset = _position;
        var objects = _state.ObjectCount;
        var types = _state.TypeCount;
        var search = new Search(int.MaxValue);
        SkipValue(wireType, ref search, 0);
        if (_state.ObjectCount > objects && !_state.IsLate)
        {
            _state.AddSkipped(new(offset, wireType, objects, _state.ObjectCount, types));
        }
    }

    /// <summary>Makes an object that could be created only after its members known under its id.</summary>
    internal readonly void Register(int id, object value) => _state.AddObject(id, value);

    /// <summary>Puts an object in the place of the one that stood for it while its members were read.</summary>
    internal readonly void Replace(int id, object value) => _state.ReplaceObject(id, value);

    internal readonly object? FindRegistered(int id) => _state.FindObject(id);

    /// <summary>True if the value is null, which is then read.</summary>
    internal bool TryReadNull(WireType wireType)
    {
        if (wireType != WireType.Reference)
        {
            return false;
        }

        var before = _position;
        if (ReadVarInt() == 0)
        {
            return true;
        }

        _position = before;
        return false;
    }

    /// <summary>Reads a reference: null, or an object that comes before it.</summary>
    internal T? ReadReference<T>(WireType wireType, Codec codec)
        where T : class
    {
        Expect(wireType, WireType.Reference);
        var raw = ReadVarInt();
        if (raw == 0)
        {
            return null;
        }

        var id = raw <= int.MaxValue ? (int)raw : 0;
        var found = _state.FindObject(id) ?? ReadSkipped(id, codec);
        return found switch
        {
            T value => value,
            null => throw new ReferenceNotFoundException(typeof(T), unchecked((uint)raw)),
            _ => throw new UnsupportedWireTypeException(
                $"Reference {raw} at byte {_position} is to a {found.GetType()}, where a {typeof(T)} is expected."),
        };
    }

    /// <summary>Reads the type that precedes a value, and the value's tag.</summary>
    internal Type ReadTyped(out WireType wireType)
    {
        var type = _state.GetType(ReadTypeIndex(), _message);
        ReadTag(out _, out wireType);
        if (wireType is WireType.Typed or WireType.End or WireType.Reference)
        {
            ThrowMalformed("a type is not followed by a value of it");
        }

        return type;
    }

    /// <summary>A count of elements that each take at least <paramref name="bytesEach"/> bytes of what is left.</summary>
    internal int ReadCount(WireType wireType, int bytesEach)
    {
        var count = ReadVarIntField(wireType, int.MaxValue);
        if (count * (ulong)bytesEach > (ulong)Remaining)
        {
            throw new UnexpectedLengthPrefixValueException(
                $"{count} elements are announced at byte {_position}, and {Remaining} bytes are left.");
        }

        return (int)count;
    }

    internal void ReadVersion()
    {
        var version = Take(1)[0];
        if (version != WireLimits.Version)
        {
            throw new SerializerException(
                $"The message is of format version {version}; this reader knows version {WireLimits.Version}.");
        }
    }

    internal void ReadTag(out uint fieldId, out WireType wireType)
    {
        if (_position < _message.Length && _message[_position] < 0x80)
        {
            var small = _message[_position++];
            fieldId = (uint)(small >> 3);
            wireType = (WireType)(small & 7);
            return;
        }

        var tag = ReadVarInt();
        if (tag >> 3 > uint.MaxValue)
        {
            ThrowMalformed("a field id has more than 32 bits");
        }

        fieldId = (uint)(tag >> 3);
        wireType = (WireType)(tag & 7);
    }

    [DoesNotReturn]
    internal readonly void ThrowMalformed(string what) =>
        throw new SerializerException($"Malformed message: {what} (byte {_position} of {_message.Length}).");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Expect(WireType actual, WireType expected)
    {
        if (actual != expected)
        {
            throw new UnsupportedWireTypeException($"A {actual} value stands at byte {_position}, where a {expected} value is expected.");
        }
    }

    private ulong ReadVarIntField(WireType wireType, ulong max)
    {
        Expect(wireType, WireType.VarInt);
        var value = ReadVarInt();
        if (value > max)
        {
            throw new SerializerException($"The number at byte {_position} is too large for its field (at most {max}).");
        }

        return value;
    }

    private ulong ReadVarInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _message.Length)
            {
                ThrowMalformed("it ends within a number");
            }

            var next = _message[_position++];
            if (shift == 63 && next > 1)
            {
                ThrowMalformed("a number has more than 64 bits");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        ThrowMalformed("a number has more than 64 bits");
        return 0;
    }

    private int ReadLength()
    {
        var length = ReadVarInt();
        if (length > (ulong)Remaining)
        {
            throw new UnexpectedLengthPrefixValueException(
                $"A value at byte {_position} states a length of {length} bytes, and {Remaining} bytes are left.");
        }

        return (int)length;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            ThrowMalformed($"it ends within a value of {count} bytes");
        }

        var taken = _message.Slice(_position, count);
        _position += count;
        return taken;
    }

    private int ReadTypeIndex()
    {
        var index = ReadVarInt();
        if (index > (ulong)_state.TypeCount)
        {
            ThrowMalformed($"type {index} is not named before it");
        }

        if (index > 0)
        {
            return (int)index;
        }

        var length = ReadLength();
        if (length > WireLimits.MaxTypeNameBytes)
        {
            throw new UnexpectedLengthPrefixValueException(
                $"The type name at byte {_position} has {length} bytes; at most {WireLimits.MaxTypeNameBytes} are allowed.");
        }

        var offset = _position;
        _position += length;
        return _state.AddType(offset, length);
    }

    /// <summary>Steps over a value, or stops in front of the object that <paramref name="search"/> is for.</summary>
    private void SkipValue(WireType wireType, ref Search search, int typeIndex)
    {
        if (wireType is WireType.Object or WireType.Bytes && ++_state.ObjectCount == search.Id)
        {
            search.Found(_position, wireType, typeIndex, _state.TypeCount);
            return;
        }

        switch (wireType)
        {
            case WireType.VarInt or WireType.Reference:
                ReadVarInt();
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Bytes:
                Take(ReadLength());
                break;
            case WireType.Typed:
                var index = ReadTypeIndex();
                ReadTag(out _, out var inner);
                if (inner is WireType.Typed)
                {
                    ThrowMalformed("a type is followed by a type");
                }

                SkipValue(inner, ref search, index);
                break;
            case WireType.Object:
                SkipObject(ref search);
                break;
            default:
                ThrowMalformed("an object ends twice");
                break;
        }
    }

    private void SkipObject(ref Search search)
    {
        if (++_state.Depth > WireLimits.MaxDepth)
        {
            throw new SerializerException($"The message nests deeper than {WireLimits.MaxDepth} levels.");
        }

        while (true)
        {
            ReadTag(out var fieldId, out var wireType);
            if (wireType != WireType.End)
            {
                SkipValue(wireType, ref search, 0);
                if (search.IsFound)
                {
                    break;
                }
            }
            else if (fieldId == 0)
            {
                break;
            }
        }

        _state.Depth--;
    }

    /// <summary>
    /// Reads an object that lies in a field which was stepped over, for a field of this version that refers to it.
    /// </summary>
    private object? ReadSkipped(int id, Codec codec)
    {
        if (_state.FindSkipped(id) is not { } region)
        {
            return null;
        }

        var (position, objects, types, depth, isLate) =
            (_position, _state.ObjectCount, _state.TypeCount, _state.Depth, _state.IsLate);
        _position = region.Offset;
        _state.ObjectCount = region.ObjectsBefore;
        _state.TypeCount = region.TypesBefore;
        _state.IsLate = true;
        var search = new Search(id);
        SkipValue(region.WireType, ref search, 0);
        _state.RewalkBudget -= _position - region.Offset;
        if (_state.RewalkBudget < 0)
        {
            throw new SerializerException("The message refers to too many objects inside fields that this version does not know.");
        }

        // The counters are as they were before the object: its codec counts it again.
        _position = search.Position;
        _state.ObjectCount = id - 1;
        _state.TypeCount = search.TypeCount;
        var start = _position;
        var actual = search.TypeIndex == 0 ? codec : Provider.GetCodec(_state.GetType(search.TypeIndex, _message));
        var value = actual.ReadExact(ref this, search.WireType);
        _state.RewalkBudget -= _position - start;
        (_position, _state.ObjectCount, _state.TypeCount, _state.Depth, _state.IsLate) = (position, objects, types, depth, isLate);
        return value;
    }

    /// <summary>A search for the object with a given id among the values that are stepped over.</summary>
    private struct Search(int id)
    {
        public readonly int Id => id;

        public bool IsFound { get; private set; }

        public int Position { get; private set; }

        public WireType WireType { get; private set; }

        public int TypeIndex { get; private set; }

        public int TypeCount { get; private set; }

        public void Found(int position, WireType wireType, int typeIndex, int typeCount)
        {
            (IsFound, Position, WireType, TypeIndex, TypeCount) = (true, position, wireType, typeIndex, typeCount);
        }
    }
}
