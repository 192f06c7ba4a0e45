using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>A public key of an issuer, and the one algorithm that it verifies.</summary>
internal sealed record IssuerKey(SecurityKey Key, string Algorithm)
{
    private const int KeyIdCharactersMax = 256;

    /// <summary>NIST SP 800-131A: shorter RSA keys are not secure. Longer ones than the maximum only cost time.</summary>
    private const int RsaBitsMin = 2_048;
    private const int RsaBitsMax = 8_192;

    /// <summary>
    /// Reads a key of a key set. Null if this server does not use it: a key for encryption, symmetric, without an id, too short,
    /// or for an algorithm that is not allowed or does not fit. Certificates and addresses in the key are ignored (RFC 7517 §4).
    /// </summary>
    public static IssuerKey? Read(JsonWebKey key, IEnumerable<string> allowed)
    {
        if (key.KeyId is not { Length: > 0 and <= KeyIdCharactersMax } || key.Use is not (null or "" or "sig"))
        {
            return null;
        }

        // The first allowed algorithm that the key can verify; if the key names one, only that.
        var algorithm = allowed.FirstOrDefault(name => Fits(key, name) && (string.IsNullOrEmpty(key.Alg) || key.Alg == name));
        if (algorithm is null)
        {
            return null;
        }

        // Otherwise a certificate in the key would be used in place of the key (RFC 7517 §4.7).
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
