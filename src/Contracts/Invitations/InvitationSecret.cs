using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Contracts.Invitations;

/// <summary>The secret of an invitation: the token of a link (128 bits, 26 characters) or a code to type (60 bits, 12 characters
/// in groups of four), both in Crockford's base 32. The server stores only its SHA-256, the key; the secret leaves the server
/// once.</summary>
public static class InvitationSecret
{
    /// <summary>Characters of a code without its hyphens: 12 of 5 bits each.</summary>
    public const int CodeLength = 12;

    /// <summary>Characters of a key: SHA-256 in hexadecimal.</summary>
    public const int KeyLength = 64;

    private const int CodeGroup = 4;

    // ASCII from "!" to "~" in the full-width forms that East Asian keyboards produce.
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';

    /// <summary>Longest text that is read as a secret, hyphens and blanks included.</summary>
    private const int TextLengthMax = 64;

    /// <summary>The secret that <see cref="Identifiers.Bytes"/> given bytes encode.</summary>
    public static string FromBits(InvitationKind kind, ReadOnlySpan<byte> bits)
    {
        var token = Identifiers.FromBits(bits);
        return kind switch
        {
            InvitationKind.Link => token,

            // A code takes the last characters, because the first character of an id has only 3 bits.
            InvitationKind.Code => string.Join('-', token[^CodeLength..].Chunk(CodeGroup).Select(group => new string(group))),
            InvitationKind.Ticket => token,
        };
    }

    /// <summary>The key of a secret, however it was typed, pasted or written down. Only letters and digits count: hyphens,
    /// blanks, quotation marks, a full stop at the end and the invisible characters that chat programs insert are skipped. Case
    /// and full width do not matter; o reads as 0, i and l as 1.</summary>
    public static string KeyOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normalise(secret))));
    }

    /// <summary>True if the text has the form of a link's token, which is too long to guess.</summary>
    public static bool IsLinkToken(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Identifiers.IsWellFormed(Normalise(secret));
    }

    private static string Normalise(string secret)
    {
        // A longer text is not a secret. It must not pass by its first characters either.
        if (secret.Length > TextLengthMax)
        {
            return string.Empty;
        }

        var normal = new StringBuilder(secret.Length);
        foreach (var character in secret)
        {
            var plain = character is >= FullWidthFirst and <= FullWidthLast
                ? (char)(character - FullWidthFirst + '!')
                : character;
            if (!char.IsLetterOrDigit(plain))
            {
                continue;
            }

            normal.Append(char.ToLowerInvariant(plain) switch
            {
                'o' => '0',
                'i' or 'l' => '1',
                var letter => letter,
            });
        }

        return normal.ToString();
    }
}
