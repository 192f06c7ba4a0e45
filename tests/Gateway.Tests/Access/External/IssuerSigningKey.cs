using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Gateway.Tests.Access.External;

/// <summary>
/// An issuer's key for tests: its entry in a key set, and signatures by any algorithm, including forbidden ones.
/// </summary>
internal sealed class IssuerSigningKey : IDisposable
{
    private readonly RSA? rsa;
    private readonly ECDsa? curve;

    private IssuerSigningKey(string id, RSA? rsa, ECDsa? curve)
    {
        Id = id;
        this.rsa = rsa;
        this.curve = curve;
    }

    public string Id { get; }

    public string Algorithm => rsa is null ? "ES256" : "RS256";

    /// <summary>The public key as a PEM file, which an attacker uses as an HMAC secret.</summary>
    public byte[] PublicKeyAsSecret =>
        Encoding.ASCII.GetBytes(rsa?.ExportSubjectPublicKeyInfoPem() ?? curve!.ExportSubjectPublicKeyInfoPem());

    public static IssuerSigningKey Rsa(string id, int bits = 2_048) => new(id, RSA.Create(bits), null);

    public static IssuerSigningKey EllipticCurve(string id) => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public JsonObject ToJsonWebKey()
    {
        if (rsa is not null)
        {
            var parameters = rsa.ExportParameters(false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = Id,
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            };
        }

        var point = curve!.ExportParameters(false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["alg"] = "ES256",
            ["kid"] = Id,
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public byte[] Sign(string text, string algorithm)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return algorithm switch
        {
            "RS256" => rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS512" => rsa!.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ES256" => curve!.SignData(bytes, HashAlgorithmName.SHA256),
            "HS256" => HMACSHA256.HashData(PublicKeyAsSecret, bytes),
            _ => [],
        };
    }

    public void Dispose()
    {
        rsa?.Dispose();
        curve?.Dispose();
    }
}
