using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>
/// The key-encryption keys. They wrap the data key of each copy (AES-256-GCM) and are never stored beside the copies, so that
/// the disk and the database alone reveal nothing. A rotation puts a new key in front and wraps each data key again; sound is
/// not encrypted again. Thread-safe.
/// </summary>
public sealed class KeyRing
{
    /// <summary>Bytes of a key-encryption key and of a data key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Bytes of <see cref="WrappedKey.Sealed"/>.</summary>
    public const int WrappedBytes = NonceBytes + KeyBytes + TagBytes;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int IdBytes = 8;

    private readonly ImmutableArray<(string Id, byte[] Key)> keys;

    /// <param name="keys">The newest first; it wraps, the others only unwrap. Each of <see cref="KeyBytes"/> bytes.</param>
    /// <exception cref="ArgumentException">There is no key, one has another length, or one stands twice.</exception>
    public KeyRing(IEnumerable<byte[]> keys)
    {
        this.keys = [.. keys.Select(key => (IdOf(key), key))];
        if (this.keys.IsEmpty)
        {
            throw new ArgumentException("At least one key is needed.", nameof(keys));
        }

        if (this.keys.DistinctBy(one => one.Id).Count() != this.keys.Length)
        {
            throw new ArgumentException("The list has a key twice.", nameof(keys));
        }
    }

    /// <summary>The id of the key that wraps.</summary>
    public string CurrentId => keys[0].Id;

    /// <summary>The id of a key: 16 hexadecimal digits that reveal nothing of it.</summary>
    /// <exception cref="ArgumentException">The key has not <see cref="KeyBytes"/> bytes.</exception>
    public static string IdOf(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException($"A key has {KeyBytes} bytes, this one {key.Length}.", nameof(key));
        }

        Span<byte> id = stackalloc byte[IdBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, id, salt: default, "AudioRooms key id v1"u8);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>True if the key that wraps today wrapped this one.</summary>
    public bool IsCurrent(WrappedKey wrapped) => wrapped.WrappedBy == CurrentId;

    /// <summary>Wraps a data key.</summary>
    /// <param name="copyId">The copy it belongs to; the wrapped key unwraps for no other.</param>
    /// <param name="dataKey"><see cref="KeyBytes"/> bytes.</param>
    public WrappedKey Wrap(string copyId, ReadOnlySpan<byte> dataKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataKey.Length, KeyBytes);
        var (id, key) = keys[0];
        var bytes = new byte[WrappedBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce, dataKey, bytes.AsSpan(NonceBytes, KeyBytes), bytes.AsSpan(NonceBytes + KeyBytes), BoundTo(copyId, id));
        return new WrappedKey(id, [.. bytes]);
    }

    /// <summary>The data key of a copy.</summary>
    /// <returns>
    /// Null if this ring has not the key that wrapped it, if it belongs to another copy, or if a bit of it was changed.
    /// </returns>
    public byte[]? Unwrap(string copyId, WrappedKey wrapped)
    {
        var key = keys.FirstOrDefault(one => one.Id == wrapped.WrappedBy).Key;
        if (key is null || wrapped.Sealed.IsDefault || wrapped.Sealed.Length != WrappedBytes)
        {
            return null;
        }

        var bytes = wrapped.Sealed.AsSpan();
        var dataKey = new byte[KeyBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(
                bytes[..NonceBytes],
                bytes.Slice(NonceBytes, KeyBytes),
                bytes[(NonceBytes + KeyBytes)..],
                dataKey,
                BoundTo(copyId, wrapped.WrappedBy));
            return dataKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] BoundTo(string copyId, string keyId) =>
        Encoding.UTF8.GetBytes($"AudioRooms data key v1|{keyId}|{copyId}");
}
