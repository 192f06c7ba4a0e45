using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Services;

/// <summary>
/// Makes the ids of new clubs and events, as <see cref="Rooms.RoomIds"/> does for rooms: with an idempotency key the id follows
/// from the person and the key.
/// </summary>
internal sealed class DerivedIds(GatewayOptions options)
{
    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, options.SigningKey, 32, info: "derived ids"u8.ToArray());

    /// <summary>An id for a new thing.</summary>
    /// <param name="kind">The kind of thing, so that one key for a club and for an event gives two ids.</param>
    /// <param name="user">The person who makes the thing.</param>
    /// <param name="idempotencyKey">The key; empty for an id that never repeats.</param>
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
