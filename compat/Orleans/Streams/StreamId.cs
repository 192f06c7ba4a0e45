using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Serialization;
using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>The identity of a stream inside its provider: a namespace, which may be missing, and a key.</summary>
[Immutable, GenerateSerializer]
[JsonConverter(typeof(StreamIdJsonConverter))]
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>, ISerializable, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Namespace and key without a separator; the namespace ends at <see cref="_keyIndex"/>.</summary>
    [Id(0)]
    private readonly byte[] _fullKey;

    [Id(1)]
    private readonly ushort _keyIndex;

    [Id(2)]
    private readonly int _hash;

    internal StreamId(byte[] fullKey, ushort keyIndex)
    {
        _fullKey = fullKey;
        _keyIndex = keyIndex;
        _hash = (int)StableHash.ComputeHash(fullKey);
    }

    public ReadOnlyMemory<byte> FullKey => _fullKey;

    public ReadOnlyMemory<byte> Namespace => _fullKey.AsMemory(0, _keyIndex);

    public ReadOnlyMemory<byte> Key => _fullKey.AsMemory(_keyIndex);

    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    public static StreamId Create(ReadOnlySpan<byte> ns, ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("A stream key is at least one byte long.", nameof(key));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(ns.Length, ushort.MaxValue, nameof(ns));
        var fullKey = new byte[ns.Length + key.Length];
        ns.CopyTo(fullKey);
        key.CopyTo(fullKey.AsSpan(ns.Length));
        return new StreamId(fullKey, (ushort)ns.Length);
    }

    public static StreamId Create(string? ns, Guid key) => Create(ns, key.ToString("N"));

    public static StreamId Create(string? ns, long key) => Create(ns, key.ToString("X", System.Globalization.CultureInfo.InvariantCulture));

    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Create(ns is null ? [] : Encoding.UTF8.GetBytes(ns), Encoding.UTF8.GetBytes(key));
    }

    public static StreamId Create(IStreamIdentity streamIdentity)
    {
        ArgumentNullException.ThrowIfNull(streamIdentity);
        return Create(streamIdentity.Namespace, streamIdentity.Guid);
    }

    /// <param name="value">As <see cref="ToString"/> writes it: <c>namespace/key</c>.</param>
    public static StreamId Parse(ReadOnlySpan<byte> value)
    {
        var slash = value.IndexOf((byte)'/');
        return slash < 0
            ? throw new ArgumentException($"A stream id is written namespace/key; got \"{Encoding.UTF8.GetString(value)}\".", nameof(value))
            : Create(value[..slash], value[(slash + 1)..]);
    }

    public string? GetNamespace() => _keyIndex == 0 ? null : Encoding.UTF8.GetString(_fullKey, 0, _keyIndex);

    public string GetKeyAsString() => _fullKey is null ? "" : Encoding.UTF8.GetString(_fullKey, _keyIndex, _fullKey.Length - _keyIndex);

    public bool Equals(StreamId other) =>
        _keyIndex == other._keyIndex && _hash == other._hash && _fullKey.AsSpan().SequenceEqual(other._fullKey);

    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    public override int GetHashCode() => _hash;

    public int CompareTo(StreamId other) => _fullKey.AsSpan().SequenceCompareTo(other._fullKey.AsSpan());

    public void GetObjectData(SerializationInfo info, StreamingContext context)
    {
        info.AddValue("fk", _fullKey);
        info.AddValue("ki", _keyIndex);
        info.AddValue("fh", _hash);
    }

    public override string ToString() => $"{GetNamespace() ?? "null"}/{GetKeyAsString()}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{GetNamespace() ?? "null"}/{GetKeyAsString()}", out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        System.Text.Unicode.Utf8.TryWrite(utf8Destination, $"{GetNamespace() ?? "null"}/{GetKeyAsString()}", out bytesWritten);
}
