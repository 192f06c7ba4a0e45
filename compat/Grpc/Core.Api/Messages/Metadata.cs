using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>
/// Headers or trailers of a call, in order; a key may occur more than once. Keys are lower case. A key that ends in
/// <c>-bin</c> carries bytes, any other carries printable ASCII.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Upstream's name.")]
public sealed class Metadata : IList<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Read-only and without entries.</summary>
    [SuppressMessage("Usage", "CA2211", Justification = "Upstream's shape; the instance is frozen.")]
    public static readonly Metadata Empty = new Metadata().Freeze();

    private readonly List<Entry> entries;
    private bool isReadOnly;

    public Metadata()
    {
        entries = [];
    }

    public int Count => entries.Count;

    public bool IsReadOnly => isReadOnly;

    public Entry this[int index]
    {
        get => entries[index];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ThrowIfReadOnly();
            entries[index] = value;
        }
    }

    /// <summary>The last entry under <paramref name="key"/>, whose case does not matter; null if there is none.</summary>
    public Entry? Get(string key)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].HasKey(key))
            {
                return entries[i];
            }
        }

        return null;
    }

    /// <summary>The last text value under <paramref name="key"/>, or null.</summary>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The last value under <paramref name="key"/> as bytes, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key)
    {
        foreach (var entry in entries)
        {
            if (entry.HasKey(key))
            {
                yield return entry;
            }
        }
    }

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ThrowIfReadOnly();
        entries.Add(item);
    }

    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ThrowIfReadOnly();
        entries.Insert(index, item);
    }

    public void RemoveAt(int index)
    {
        ThrowIfReadOnly();
        entries.RemoveAt(index);
    }

    public bool Remove(Entry item)
    {
        ThrowIfReadOnly();
        return entries.Remove(item);
    }

    public void Clear()
    {
        ThrowIfReadOnly();
        entries.Clear();
    }

    public int IndexOf(Entry item) => entries.IndexOf(item);

    public bool Contains(Entry item) => entries.Contains(item);

    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    internal Metadata Freeze()
    {
        isReadOnly = true;
        return this;
    }

    private void ThrowIfReadOnly()
    {
        if (isReadOnly)
        {
            throw new InvalidOperationException("These metadata are read-only.");
        }
    }

    /// <summary>One key and its value; immutable.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "Upstream's shape.")]
    public class Entry
    {
        private readonly string? text;
        private readonly byte[]? bytes;

        /// <param name="key">Ends in <c>-bin</c>.</param>
        /// <param name="valueBytes">Copied.</param>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            if (!HasBinarySuffix(Key))
            {
                throw new ArgumentException($"A key with a binary value ends in '{BinaryHeaderSuffix}'; '{key}' does not.", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(valueBytes);
            bytes = (byte[])valueBytes.Clone();
        }

        /// <param name="key">Does not end in <c>-bin</c>.</param>
        /// <param name="value">Printable ASCII.</param>
        public Entry(string key, string value)
        {
            Key = Normalize(key);
            if (HasBinarySuffix(Key))
            {
                throw new ArgumentException($"A key with a text value does not end in '{BinaryHeaderSuffix}'; '{key}' does.", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(value);
            text = value;
        }

        public string Key { get; }

        public bool IsBinary => text is null;

        /// <summary>The text. A binary entry has none and throws <see cref="InvalidOperationException"/>.</summary>
        public string Value => text ?? throw new InvalidOperationException($"The metadata entry '{Key}' is binary and has no text.");

        /// <summary>A new array: the value itself, or the ASCII bytes of a text.</summary>
        public byte[] ValueBytes => text is null ? (byte[])bytes!.Clone() : System.Text.Encoding.ASCII.GetBytes(text);

        /// <summary>The bytes of a binary entry without the copy; the reader must not change them.</summary>
        internal ReadOnlySpan<byte> BinaryValue => bytes;

        public override string ToString() => text is null
            ? $"[Entry: key={Key}, valueBytes={bytes!.Length} bytes]"
            : $"[Entry: key={Key}, value={text}]";

        internal static bool HasBinarySuffix(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        [SuppressMessage("Globalization", "CA1308", Justification = "HTTP/2 wants lower case (RFC 9113 §8.2).")]
        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var hasUpper = false;
            foreach (var c in key)
            {
                if (char.IsAsciiLetterUpper(c))
                {
                    hasUpper = true;
                }
                else if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_' or '-'))
                {
                    throw new ArgumentException($"A metadata key holds letters, digits, '.', '_' and '-'; '{key}' holds more.", nameof(key));
                }
            }

            return hasUpper ? key.ToLowerInvariant() : key;
        }
    }
}
