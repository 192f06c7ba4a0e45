using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// What a reader remembers over one message: objects that references may be to, type names, and where unknown fields
/// were stepped over. One per thread, used again.
/// </summary>
internal sealed class ReadState
{
    /// <summary>Unknown fields that references can still reach into; at 24 bytes each well below 64 KB.</summary>
    private const int MaxSkippedRegions = 1024;

    private const int RetainedObjects = 16 * 1024;

    [ThreadStatic]
    private static ReadState? s_spare;

    // Ids ascend, so the table is searched by halving. Untracked objects (structs, strings) have an id but no entry.
    private int[] _ids = new int[16];
    private object?[] _objects = new object?[16];
    private int _count;

    private readonly List<SkippedRegion> _skipped = [];
    private readonly List<TypeName> _types = [];

    /// <summary>Objects that were read out of their turn, from an unknown field that a reference is to.</summary>
    private Dictionary<int, object>? _late;

    public CodecProvider Provider { get; private set; } = null!;

    /// <summary>Id of the object begun last.</summary>
    public int ObjectCount { get; set; }

    /// <summary>Type names seen up to the reader's position.</summary>
    public int TypeCount { get; set; }

    public int Depth { get; set; }

    /// <summary>True while an object inside an unknown field is being read.</summary>
    public bool IsLate { get; set; }

    /// <summary>Bytes that may still be walked again to find objects in unknown fields: hostile input must not make it quadratic.</summary>
    public long RewalkBudget { get; set; }

    public static ReadState Rent(CodecProvider provider, int messageLength)
    {
        var state = s_spare ?? new ReadState();
        s_spare = null;
        state.Provider = provider;
        state.RewalkBudget = (16L * messageLength) + 4096;
        return state;
    }

    public void Return()
    {
        if (_ids.Length > RetainedObjects)
        {
            _ids = new int[16];
            _objects = new object?[16];
        }
        else
        {
            Array.Clear(_objects, 0, _count);
        }

        _count = 0;
        _skipped.Clear();
        _types.Clear();
        _late = null;
        ObjectCount = 0;
        TypeCount = 0;
        Depth = 0;
        IsLate = false;
        Provider = null!;
        s_spare = this;
    }

    public void AddObject(int id, object value)
    {
        if (IsLate)
        {
            (_late ??= [])[id] = value;
            return;
        }

        if (_count > 0 && _ids[_count - 1] >= id)
        {
            // An object that could be registered only after its members: it takes its place among them.
            InsertObject(id, value);
            return;
        }

        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, _count * 2);
            Array.Resize(ref _objects, _count * 2);
        }

        _ids[_count] = id;
        _objects[_count++] = value;
    }

    public void ReplaceObject(int id, object value)
    {
        var index = Array.BinarySearch(_ids, 0, _count, id);
        if (index >= 0)
        {
            _objects[index] = value;
        }
        else
        {
            AddObject(id, value);
        }
    }

    public object? FindObject(int id)
    {
        var index = Array.BinarySearch(_ids, 0, _count, id);
        return index >= 0 ? _objects[index] : _late?.GetValueOrDefault(id);
    }

    public void AddSkipped(SkippedRegion region)
    {
        if (_skipped.Count < MaxSkippedRegions)
        {
            _skipped.Add(region);
        }
    }

    public SkippedRegion? FindSkipped(int id)
    {
        foreach (var region in _skipped)
        {
            if (id > region.ObjectsBefore && id <= region.ObjectsAfter)
            {
                return region;
            }
        }

        return null;
    }

    /// <summary>Takes note of a type name at the reader's position; the name is looked up only when a value of it is read.</summary>
    public int AddType(int offset, int length)
    {
        if (TypeCount == WireLimits.MaxTypes)
        {
            throw new SerializerException($"The message names more than {WireLimits.MaxTypes} types.");
        }

        if (TypeCount == _types.Count)
        {
            _types.Add(new TypeName(offset, length));
        }

        return ++TypeCount;
    }

    /// <summary>The type with number <paramref name="index"/>, counted from one.</summary>
    public Type GetType(int index, ReadOnlySpan<byte> message)
    {
        var name = _types[index - 1];
        if (name.Type is { } known)
        {
            return known;
        }

        var type = Provider.TypeNames.Parse(message.Slice(name.Offset, name.Length));
        _types[index - 1] = name with { Type = type };
        return type;
    }

    private void InsertObject(int id, object value)
    {
        var index = ~Array.BinarySearch(_ids, 0, _count, id);
        if (index < 0)
        {
            throw new SerializerException($"Object {id} occurs twice in the message.");
        }

        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, _count * 2);
            Array.Resize(ref _objects, _count * 2);
        }

        Array.Copy(_ids, index, _ids, index + 1, _count - index);
        Array.Copy(_objects, index, _objects, index + 1, _count - index);
        _ids[index] = id;
        _objects[index] = value;
        _count++;
    }

    /// <summary>An unknown field: where its value begins, and the counters there and behind it.</summary>
    internal readonly record struct SkippedRegion(int Offset, WireType WireType, int ObjectsBefore, int ObjectsAfter, int TypesBefore);

    private readonly record struct TypeName(int Offset, int Length, Type? Type = null);
}
