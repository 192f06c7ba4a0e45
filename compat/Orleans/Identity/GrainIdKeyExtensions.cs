using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// Keys as text: a Guid is 32 hexadecimal digits, an integer upper-case hexadecimal; <c>+</c> separates a key extension.
/// </summary>
public static class GrainIdKeyExtensions
{
    private const byte ExtensionSeparator = (byte)'+';

    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static IdSpan CreateIntegerKey(long key, ReadOnlySpan<byte> keyExtension) =>
        WithExtension(CreateIntegerKey(key), keyExtension);

    public static IdSpan CreateIntegerKey(long key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateIntegerKey(key) : CreateIntegerKey(key, Encoding.UTF8.GetBytes(keyExtension));

    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    public static IdSpan CreateGuidKey(Guid key, ReadOnlySpan<byte> keyExtension) => WithExtension(CreateGuidKey(key), keyExtension);

    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateGuidKey(key) : CreateGuidKey(key, Encoding.UTF8.GetBytes(keyExtension));

    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var digits = SplitExtension(grainId, out keyExt);
        return Utf8Parser.TryParse(digits, out key, out var consumed, 'X') && consumed == digits.Length;
    }

    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of grain {grainId} is not an integer.", nameof(grainId));

    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var digits = SplitExtension(grainId, out keyExt);
        if (digits.Length == 32 && Utf8Parser.TryParse(digits, out key, out var consumed, 'N') && consumed == 32)
        {
            return true;
        }

        key = Guid.Empty;
        return false;
    }

    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of grain {grainId} is not a Guid.", nameof(grainId));

    private static IdSpan WithExtension(IdSpan key, ReadOnlySpan<byte> extension)
    {
        if (extension.IsEmpty)
        {
            return key;
        }

        var bytes = new byte[key.AsSpan().Length + 1 + extension.Length];
        key.AsSpan().CopyTo(bytes);
        bytes[key.AsSpan().Length] = ExtensionSeparator;
        extension.CopyTo(bytes.AsSpan(key.AsSpan().Length + 1));
        return new IdSpan(bytes);
    }

    private static ReadOnlySpan<byte> SplitExtension(GrainId grainId, out string? extension)
    {
        var key = grainId.Key.AsSpan();
        var separator = key.IndexOf(ExtensionSeparator);
        extension = separator < 0 ? null : Encoding.UTF8.GetString(key[(separator + 1)..]);
        return separator < 0 ? key : key[..separator];
    }
}
