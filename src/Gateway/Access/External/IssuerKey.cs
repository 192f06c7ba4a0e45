using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>A public key of an issuer, and the one algorithm that it verifies.</summary>
internal sealed record IssuerKey(SecurityKey Key, string Algorithm)
{
    private const int KeyIdCharactersMax = 256;

    /// <summary>NIST SP 800-131A: shorter RSA keys do not hold. Longer ones only take time.</summary>
    private const int RsaBitsMin = 2_048;
    private const int RsaBitsMax = 8_192;

    /// <summary>
    /// Reads a key of a key set. Null if it is not one that we use: for encryption, symmetric, without an id, too short, for an
    /// algorithm that is not allowed or does not fit. Certificates and addresses in it are not looked at (RFC 7517 §4).
    /// </summary>
    public static IssuerKey? Read(JsonWebKey key, IEnumerable<string> allowed)
    {
        if (key.KeyId is not { Length: > 0 and <= KeyIdCharactersMax } || key.Use is not (null or "" or "sig"))
        {
            return null;
        }

        // Any of them that the key could verify; if it says which, that one alone.
        var algorithm = allowed.FirstOrDefault(name => Fits(key, name) && (string.IsNullOrEmpty(key.Alg) || key.Alg == name));
        if (algorithm is null)
        {
            return null;
        }

        // Else a certificate in it would be taken for the key (RFC 7517 §4.7).
        key.X5c.Clear();
        return JsonWebKeyConverter.TryConvertToSecurityKey(key, out var material)
            && material is AsymmetricSecurityKey
            && IsLongEnough(material)
            ? new IssuerKey(material, algorithm)
            : null;
    }

    private static bool IsLongEnough(SecurityKey key) =>
        key is not RsaSecurityKey || key.KeySize is >= RsaBitsMin and <= RsaBitsMax;

    private static bool Fits(JsonWebKey key, string algorithm) => algorithm switch
    {
        SecurityAlgorithms.EcdsaSha256 => key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256 },
        SecurityAlgorithms.EcdsaSha384 => key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P384 },
        SecurityAlgorithms.EcdsaSha512 => key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P521 },
        _ => key.Kty == JsonWebAlgorithmsKeyTypes.RSA,
    };
}
