using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;

namespace AudioRooms.Domain.Users;

/// <summary>A parsed refresh token: <c>handle.session.family.secret</c>. The family (128 bits) is the same in every token of a
/// session and proves that the token was issued. The secret (256 bits) is new in each token. So a token of the family with
/// another secret than the newest is a used one, and used secrets need not be stored. Only hashes are stored.</summary>
public sealed record RefreshToken(string SessionId, string FamilyHash, string SecretHash)
{
    private const int FamilyBytes = 16;
    private const int SecretBytes = 32;
    private const int LengthMax = 160;

    /// <summary>The first token of a session.</summary>
    public static string First(string handle, string sessionId) =>
        Compose(handle, sessionId, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(FamilyBytes)));

    /// <summary>The token that replaces a given one.</summary>
    public static string After(string token)
    {
        var parts = token.Split('.');
        return Compose(parts[0], parts[1], parts[2]);
    }

    /// <summary>Parses a token. Does not check whether it is valid.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = null;
        if (text.Length > LengthMax
            || text.Split('.') is not [_, var session, var family, var secret]
            || !Identifiers.IsWellFormed(session))
        {
            return false;
        }

        token = new RefreshToken(session, Hash(family), Hash(secret));
        return true;
    }

    private static string Compose(string handle, string sessionId, string family) =>
        $"{handle}.{sessionId}.{family}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    // A secret with this many random bits needs no slow hash.
    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
