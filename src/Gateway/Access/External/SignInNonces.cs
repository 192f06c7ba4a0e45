using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// Nonces for sign-in at an issuer. The issuer puts the nonce into the token that it makes, so a token that was made for another
/// purpose cannot be used here. A nonce is signed, not stored: random bits, the expiry, and a tag over both and the issuer's
/// name.
/// </summary>
internal sealed class SignInNonces(GatewayOptions options, [ProductClock] TimeProvider time)
{
    private const int RandomBytes = 16;
    private const int TimeBytes = 8;
    private const int TagBytes = 16;
    private const int Bytes = RandomBytes + TimeBytes + TagBytes;

    /// <summary>Life of a nonce: enough to find a password, type a code and read the issuer's questions.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, options.SigningKey, 32, info: "sign-in nonces"u8.ToArray());

    /// <summary>Makes a nonce for one sign-in at an issuer.</summary>
    public (string Nonce, DateTimeOffset ExpiresAt) New(string issuerName)
    {
        var expiresAt = time.GetUtcNow() + Life;
        var bytes = new byte[Bytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, RandomBytes));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(RandomBytes), expiresAt.ToUnixTimeMilliseconds());
        Tag(bytes, issuerName).CopyTo(bytes, RandomBytes + TimeBytes);
        return (Base64Url.EncodeToString(bytes), expiresAt);
    }

    /// <summary>
    /// When a nonce of this server for this issuer expires; null if it is not one or has expired. Whether it was used is not
    /// known here.
    /// </summary>
    public DateTimeOffset? Check(string nonce, string issuerName)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (nonce.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.TryDecodeFromChars(nonce, bytes, out var length)
            || length != Bytes
            || !CryptographicOperations.FixedTimeEquals(bytes[(RandomBytes + TimeBytes)..], Tag(bytes, issuerName)))
        {
            return null;
        }

        var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[RandomBytes..]));
        return time.GetUtcNow() < expiresAt ? expiresAt : null;
    }

    private byte[] Tag(ReadOnlySpan<byte> nonce, string issuerName)
    {
        byte[] signed = [.. nonce[..(RandomBytes + TimeBytes)], .. Encoding.UTF8.GetBytes(issuerName)];
        return HMACSHA256.HashData(key, signed)[..TagBytes];
    }
}
