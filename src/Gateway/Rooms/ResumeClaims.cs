using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>What a resume token says of itself, whichever gateway made it.</summary>
/// <param name="IsOwn">True if this gateway made it: then <see cref="ResumeTokens"/> decides, which knows whether it was
/// used.</param>
internal readonly record struct ResumeClaim(bool IsOwn);

/// <summary>
/// Makes resume tokens and reads them, those of other gateways too: 128 random bits, which gateway made it and when, signed with
/// the cluster's key for one person and one room. A token claims one thing: the room let this person in at that time. It opens
/// nothing by itself; it comes with the person's access token, and the room has the last word. Thread-safe.
/// </summary>
internal sealed class ResumeClaims
{
    private const int RandomBytes = 16;
    private const int GatewayBytes = 8;
    private const int TimeBytes = 8;
    private const int SignedBytes = RandomBytes + GatewayBytes + TimeBytes;
    private const int MacBytes = 32;
    private const int TokenBytes = SignedBytes + MacBytes;

    // How long a token of another gateway is believed after it was made: longer than almost every stay, and short enough that
    // nobody comes back into a locked room that they left yesterday.
    private static readonly TimeSpan ValidFor = TimeSpan.FromHours(12);

    private readonly byte[] key;
    private readonly byte[] gateway;
    private readonly TimeSpan clockSkew;
    private readonly TimeProvider time;

    public ResumeClaims(GatewayOptions options, GatewayIdentity identity, [ProductClock] TimeProvider time)
    {
        // Another key than that of access tokens: neither can stand for the other.
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SigningKey, MacBytes, info: "audiorooms resume token"u8.ToArray());
        gateway = SHA256.HashData(Encoding.UTF8.GetBytes(identity.Id))[..GatewayBytes];
        clockSkew = options.AccessTokens.ClockSkew;
        this.time = time;
    }

    /// <summary>A token for a person who was let into the room at this gateway.</summary>
    public string Issue(UserId user, RoomId room)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        RandomNumberGenerator.Fill(token[..RandomBytes]);
        gateway.CopyTo(token[RandomBytes..]);
        BinaryPrimitives.WriteInt64BigEndian(token[(RandomBytes + GatewayBytes)..], time.GetUtcNow().ToUnixTimeSeconds());
        Sign(token[..SignedBytes], user, room, token[SignedBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token.</summary>
    /// <returns>Null if no gateway of the cluster made it for this person in this room, or too long ago.</returns>
    public ResumeClaim? Read(string token, UserId user, RoomId room)
    {
        Span<byte> read = stackalloc byte[TokenBytes];
        if (token.Length != Base64Url.GetEncodedLength(TokenBytes)
            || !Base64Url.TryDecodeFromChars(token, read, out var length)
            || length != TokenBytes)
        {
            return null;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(read[..SignedBytes], user, room, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, read[SignedBytes..]))
        {
            return null;
        }

        if (read.Slice(RandomBytes, GatewayBytes).SequenceEqual(gateway))
        {
            return new ResumeClaim(IsOwn: true);
        }

        var age = time.GetUtcNow()
            - DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(read[(RandomBytes + GatewayBytes)..]));
        return age < ValidFor && age > -clockSkew ? new ResumeClaim(IsOwn: false) : null;
    }

    private void Sign(ReadOnlySpan<byte> signed, UserId user, RoomId room, Span<byte> mac)
    {
        // Ids have no line breaks, so each pair is written in one way only.
        var names = Encoding.UTF8.GetBytes($"{user.Value}\n{room.Value}\n");
        Span<byte> text = new byte[signed.Length + names.Length];
        signed.CopyTo(text);
        names.CopyTo(text[signed.Length..]);
        HMACSHA256.HashData(key, text, mac);
    }
}
