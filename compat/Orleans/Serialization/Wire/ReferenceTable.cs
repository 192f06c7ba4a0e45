using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// A map from objects, by identity, to values, made to be cleared and used again. Few objects, the usual case, are
/// searched in order; more are hashed.
/// </summary>
internal sealed class ReferenceTable<TValue>
{
    private const int LinearLimit = 8;

    /// <summary>Tables that one huge message made larger than this are dropped when cleared: 16 K entries, about 400 KB.</summary>
    private const int RetainedCapacity = 16 * 1024;

    private object?[] _keys = new object?[LinearLimit];
    private TValue[] _values = new TValue[LinearLimit];
    private int[] _slots = [];
    private int _count;

    public bool TryGet(object key, [MaybeNullWhen(false)] out TValue value)
    {
        var index = Find(key);
        if (index < 0)
        {
            value = default;
            return false;
        }

        value = _values[index];
        return true;
    }

    /// <summary>Adds <paramref name="key"/>, which must not be there.</summary>
    public void Add(object key, TValue value)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        _keys[_count] = key;
        _values[_count] = value;
        _count++;
        if (_count > LinearLimit)
        {
            if (_count == LinearLimit + 1 || _slots.Length < _count * 2)
            {
                Rehash();
            }
            else
            {
                Insert(_count - 1);
            }
        }
    }

    public void Clear()
    {
        if (_count == 0)
        {
            return;
        }

        if (_keys.Length > RetainedCapacity)
        {
            _keys = new object?[LinearLimit];
            _values = new TValue[LinearLimit];
            _slots = [];
        }
        else
        {
            Array.Clear(_keys, 0, _count);
            Array.Clear(_values, 0, _count);
            if (_count > LinearLimit)
            {
                Array.Clear(_slots);
            }
        }

        _count = 0;
    }

    private int Find(object key)
    {
        if (_count <= LinearLimit)
        {
            for (var index = 0; index < _count; index++)
            {
                if (ReferenceEquals(_keys[index], key))
                {
                    return index;
                }
            }

            return -1;
        }

        var mask = _slots.Length - 1;
        for (var slot = RuntimeHelpers.GetHashCode(key) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (ReferenceEquals(_keys[index], key))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Builds the hash slots for all keys: a power of two, at most half full.</summary>
    private void Rehash()
    {
        if (_slots.Length < _count * 2)
        {
            _slots = new int[_keys.Length * 2];
        }

        for (var index = 0; index < _count; index++)
        {
            Insert(index);
        }
    }

    private void Insert(int index)
    {
        var mask = _slots.Length - 1;
        var slot = RuntimeHelpers.GetHashCode(_keys[index]!) & mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = index + 1;
    }
}
