using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Services.Invitations;

/// <summary>
/// Secrets of new invitations. With an idempotency key the secret follows from the person and the key, so a repeated request
/// gives the same link again although nobody keeps it. Keyed, so that nobody can work it out from outside.
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
