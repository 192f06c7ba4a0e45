using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// Checks ID tokens (OpenID Connect Core §3.1.3.7, RFC 8725) of the issuers that the operator configured. Every fault gets the
/// same answer, so that the answer does not help an attacker. Thread-safe.
/// </summary>
internal sealed class IdTokens
{
    /// <summary>Longest ID token that is parsed; providers that list groups make some 4,000 characters.</summary>
    private const int TokenCharactersMax = 16_384;

    private const int SubjectCharactersMax = 255;
    private const int Parts = 3;
    private static readonly TimeSpan IssuedAtMost = TimeSpan.FromHours(1);

    // Parsers read a repeated name differently, which attackers use: such a token is refused.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonWebTokenHandler handler = new();
    private readonly FrozenDictionary<string, (ExternalIssuerOptions Issuer, IssuerKeys Keys)> issuers;
    private readonly SignInNonces nonces;
    private readonly TimeSpan skew;
    private readonly TimeProvider time;

    public IdTokens(
        GatewayOptions gateway,
        SignInNonces nonces,
        KeyDocuments documents,
        [ProductClock] TimeProvider time,
        ILogger<IssuerKeys> logger)
    {
        issuers = gateway.Issuers.ToFrozenDictionary(
            issuer => issuer.Name, issuer => (issuer, new IssuerKeys(issuer, documents, time, logger)), StringComparer.Ordinal);
        this.nonces = nonces;
        this.time = time;
        skew = gateway.AccessTokens.ClockSkew;
    }

    /// <summary>The issuer with this name; null if none is configured.</summary>
    public ExternalIssuerOptions? Find(string issuerName) => issuers.TryGetValue(issuerName, out var known) ? known.Issuer : null;

    /// <summary>The person who signed in according to an ID token, or the reason why the token is refused.</summary>
    public async ValueTask<IdTokenVerdict> CheckAsync(string issuerName, string idToken, string nonce)
    {
        if (!issuers.TryGetValue(issuerName, out var known))
        {
            return new IdTokenVerdict(EdgeRefusal.IssuerUnknown);
        }

        if (nonces.Check(nonce, issuerName) is not { } nonceExpiresAt
            || !TryReadHeader(idToken, out var keyId, out var algorithm))
        {
            return new IdTokenVerdict(EdgeRefusal.IdTokenInvalid);
        }

        try
        {
            // The key decides the algorithm, and the token must name the same one.
            if (await known.Keys.FindAsync(keyId).ConfigureAwait(false) is not { } key || key.Algorithm != algorithm)
            {
                return new IdTokenVerdict(EdgeRefusal.IdTokenInvalid);
            }

            var result = await handler.ValidateTokenAsync(idToken, RulesFor(known.Issuer, key)).ConfigureAwait(false);
            return result is { IsValid: true, SecurityToken: JsonWebToken token } && AreClaimsGood(token, known.Issuer, nonce)
                ? new IdTokenVerdict(
                    new ExternalProof(new ExternalIdentity(known.Issuer.Issuer, token.Subject), nonce, nonceExpiresAt),
                    token.TryGetPayloadValue<string>(known.Issuer.NameClaim, out var name) ? name : null)
                : new IdTokenVerdict(EdgeRefusal.IdTokenInvalid);
        }
        catch (KeysUnavailableException)
        {
            // The fetch has logged this fault.
            return new IdTokenVerdict(EdgeRefusal.IssuerUnavailable);
        }
    }

    private TokenValidationParameters RulesFor(ExternalIssuerOptions issuer, IssuerKey key) => new()
    {
        ValidAlgorithms = [key.Algorithm],
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidIssuer = issuer.Issuer,
        ValidAudience = issuer.Audience,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + skew && (notBefore is not { } start || start - skew <= now);
    }

    private bool AreClaimsGood(JsonWebToken token, ExternalIssuerOptions issuer, string nonce)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return token.Subject is { Length: > 0 and <= SubjectCharactersMax } subject
            && subject.All(character => character is > ' ' and < '\x7f')
            && token.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Iat, out _)
            && token.IssuedAt - skew <= now
            && now <= token.IssuedAt + IssuedAtMost
            && token.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Nonce, out var given)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(nonce))
            && (token.Audiences.Count() == 1 || token.Azp == issuer.Audience);
    }

    // Three parts, the first two of them JSON without a repeated name; the type absent or "JWT"; no critical extension that this
    // server does not know (RFC 7515 §4.1.11).
    private static bool TryReadHeader(string idToken, out string keyId, out string algorithm)
    {
        keyId = algorithm = "";
        if (idToken.Length is 0 or > TokenCharactersMax || idToken.Split('.') is not { Length: Parts } parts)
        {
            return false;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), Strict);
            var root = header.RootElement;
            if (payload.RootElement.ValueKind != JsonValueKind.Object
                || root.TryGetProperty("crit", out _)
                || (root.TryGetProperty("typ", out var type)
                    && !"JWT".Equals(type.GetString(), StringComparison.OrdinalIgnoreCase))
                || root.GetProperty("kid").GetString() is not { Length: > 0 } kid
                || root.GetProperty("alg").GetString() is not { Length: > 0 } alg)
            {
                return false;
            }

            keyId = kid;
            algorithm = alg;
            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            // Not base64url, not JSON, not an object, or a value of another type than text.
            return false;
        }
    }
}

/// <summary>The result of checking an ID token.</summary>
/// <param name="Proof">The identity; null if the token is refused.</param>
/// <param name="Name">The person's name at the issuer; null if the token has none.</param>
/// <param name="Refusal">The refusal; null if the token is accepted.</param>
internal readonly record struct IdTokenVerdict(ExternalProof? Proof, string? Name, EdgeRefusal? Refusal)
{
    public IdTokenVerdict(ExternalProof proof, string? name)
        : this(proof, name, null)
    {
    }

    public IdTokenVerdict(EdgeRefusal refusal)
        : this(null, null, refusal)
    {
    }
}
