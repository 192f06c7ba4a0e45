using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Services;

/// <summary>
/// Ids of new clubs and events, as <see cref="Rooms.RoomIds"/> for rooms:
/// with an idempotency key the id follows from the person and the key.
/// </summary>
internal sealed class DerivedIds(GatewayOptions options)
{
    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, options.SigningKey, 32, info: "derived ids"u8.ToArray());

    /// <summary>An id for a new thing.</summary>
    /// <param name="kind">What sort of thing, so that a key used for a club and for an event makes two ids.</param>
    /// <param name="user">Whoever makes it.</param>
    /// <param name="idempotencyKey">Empty for an id that never comes again.</param>
    public string New(string kind, UserId user, string idempotencyKey)
    {
        if (idempotencyKey.Length == 0)
        {
            return Identifiers.NewId();
        }

        var bits = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}/{user.Value}/{idempotencyKey}"));
        return Identifiers.FromBits(bits.AsSpan(0, Identifiers.Bytes));
    }
}
