using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Services.Invitations;

/// <summary>
/// Makes the secrets of new invitations. With an idempotency key the secret follows from the person and the key, so a repeated
/// request gets the same link although the secret is not stored. It also depends on the server's key, so that outsiders cannot
/// compute it.
/// </summary>
internal sealed class InvitationSecrets(GatewayOptions options)
{
    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, options.SigningKey, 32, info: "invitations"u8.ToArray());

    public string New(UserId inviter, InvitationKind kind, string idempotencyKey)
    {
        if (idempotencyKey.Length == 0)
        {
            return InvitationSecret.FromBits(kind, RandomNumberGenerator.GetBytes(Identifiers.Bytes));
        }

        var bits = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{inviter.Value}/{(int)kind}/{idempotencyKey}"));
        return InvitationSecret.FromBits(kind, bits.AsSpan(0, Identifiers.Bytes));
    }
}
