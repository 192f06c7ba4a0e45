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
/// Checks ID tokens (OpenID Connect Core §3.1.3.7, RFC 8725) of the issuers that the operator named. Whatever is wrong with one,
/// the answer is the same. Thread-safe.
/// </summary>
internal sealed class IdTokens
{
    /// <summary>Providers that put groups into theirs make some 4,000 characters.</summary>
    private const int TokenCharactersMax = 16_384;

    private const int SubjectCharactersMax = 255;
    private const int Parts = 3;
    private static readonly TimeSpan IssuedAtMost = TimeSpan.FromHours(1);

    // A name that comes twice is read differently by different readers: whoever sends one is up to something.
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

    /// <summary>The issuer with a name, or null.</summary>
    public ExternalIssuerOptions? Find(string issuerName) => issuers.TryGetValue(issuerName, out var known) ? known.Issuer : null;

    /// <summary>Who an ID token says signed in, or why it is not taken.</summary>
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
            // The algorithm is the key's; that the token names the same is for the token to get right.
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
            // Was logged where it happened.
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

    // Three parts, the first two of them JSON in which no name comes twice, a type that is none or "JWT", nothing that must be
    // understood and is not (RFC 7515 §4.1.11).
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
            // Not base64url, not JSON, not an object, not a text where one belongs.
            return false;
        }
    }
}

/// <summary>What became of an ID token.</summary>
/// <param name="Proof">Who signed in; null if it was not taken.</param>
/// <param name="Name">What they are called there, if the token says so.</param>
/// <param name="Refusal">Why it was not taken.</param>
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
