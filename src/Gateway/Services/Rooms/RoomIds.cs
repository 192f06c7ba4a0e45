using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Services.Rooms;

/// <summary>
/// Makes the ids of new rooms. With an idempotency key the id follows from the person and the key, so a repeated request finds
/// the room of the first one, at any gateway and after any time, without a stored record. It also depends on the server's key, so
/// that outsiders cannot compute it.
/// </summary>
internal sealed class RoomIds(GatewayOptions options)
{
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SigningKey, 32, info: "room ids"u8.ToArray());

    public RoomId New(UserId user, string idempotencyKey)
    {
        if (idempotencyKey.Length == 0)
        {
            return new RoomId(Identifiers.NewId());
        }

        var bits = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{user.Value}/{idempotencyKey}"));
        return new RoomId(Identifiers.FromBits(bits.AsSpan(0, Identifiers.Bytes)));
    }
}
