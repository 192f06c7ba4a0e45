using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Wire.V1;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Access;

/// <summary>Makes and checks access tokens: JWTs (RFC 7519) signed with HMAC SHA-256 only. Thread-safe.</summary>
internal sealed class AccessTokens
{
    private const string HandleClaim = "handle";
    private const string NameClaim = "name";
    private const string SessionClaim = "sid";
    private const string SyntheticClaim = "synthetic";
    private const string GuestClaim = "guest";

    /// <summary>Longest token that is parsed; tokens of this server have about 400 characters.</summary>
    private const int TokenCharactersMax = 2_048;

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials signing;
    private readonly TokenValidationParameters rules;
    private readonly AccessTokenOptions options;
    private readonly TimeProvider time;

    public AccessTokens(GatewayOptions gateway, [ProductClock] TimeProvider time)
    {
        options = gateway.AccessTokens;
        this.time = time;
        var key = new SymmetricSecurityKey(gateway.SigningKey);
        signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        rules = new TokenValidationParameters
        {
            // RFC 8725 §3.1: the server chooses the algorithm, not the token.
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            LifetimeValidator = IsAlive,
        };
    }

    /// <summary>Makes a token that names a person and a session.</summary>
    /// <param name="person">The person that the token names.</param>
    /// <param name="sessionId">The session that the token belongs to.</param>
    /// <param name="life">How long the token is valid.</param>
    /// <param name="isSynthetic">True for a user that was minted with the operator's key.</param>
    /// <param name="isGuest">True for a person without an account.</param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(
        Person person, string sessionId, TimeSpan life, bool isSynthetic = false, bool isGuest = false)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + life;
        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer,
            Audience = options.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = signing,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = person.Id.Value,
                [HandleClaim] = person.Handle,
                [NameClaim] = person.DisplayName,
                [SessionClaim] = sessionId,
                [SyntheticClaim] = isSynthetic,
                [GuestClaim] = isGuest,
            },
        });
        return (token, DateTimeOffset.FromUnixTimeSeconds(expiresAt.ToUnixTimeSeconds()));
    }

    /// <summary>The tokens for a session that an account has opened or renewed.</summary>
    public SignedIn Issue(AccountReply reply, TimeSpan life)
    {
        var person = reply.Person ?? throw new ArgumentException($"The account refused: {reply.Rejection}.", nameof(reply));
        var session = reply.Session ?? throw new ArgumentException("The account opened no session.", nameof(reply));
        var (token, expiresAt) = Issue(person, session.SessionId, life, isSynthetic: session.RefreshToken is null);
        return new SignedIn
        {
            UserId = person.Id.Value,
            Handle = person.Handle,
            AccessToken = token,
            ExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds(),
            RefreshToken = session.RefreshToken ?? "",
            SessionExpiresAtUnixMs = session.ExpiresAt.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>A token for a person without an account, with a handle that no account can have.</summary>
    public SignedIn IssueToGuest(TimeSpan life)
    {
        var id = Identifiers.NewId();
        var guest = new Person(new UserId(id), $"guest-{id[^6..].ToLowerInvariant()}", "Guest");
        var (token, expiresAt) = Issue(guest, Identifiers.NewId(), life, isGuest: true);
        return new SignedIn
        {
            UserId = guest.Id.Value,
            Handle = guest.Handle,
            AccessToken = token,
            ExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds(),
            SessionExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>
    /// The person that a token names; null if the token is not valid for any reason. Whether its session was revoked is not
    /// checked here.
    /// </summary>
    public async ValueTask<SignedInPerson?> ReadAsync(string token)
    {
        if (token.Length is 0 or > TokenCharactersMax)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(token, rules).ConfigureAwait(false);
        return result.IsValid
            && result.SecurityToken is JsonWebToken jwt
            && Identifiers.IsWellFormed(jwt.Subject)
            && jwt.TryGetPayloadValue<string>(HandleClaim, out var handle)
            && jwt.TryGetPayloadValue<string>(NameClaim, out var name)
            && jwt.TryGetPayloadValue<string>(SessionClaim, out var session)
            && Identifiers.IsWellFormed(session)
            ? new SignedInPerson(new Person(new UserId(jwt.Subject), handle, name), session)
            {
                IsSynthetic = jwt.TryGetPayloadValue<bool>(SyntheticClaim, out var isSynthetic) && isSynthetic,
                IsGuest = jwt.TryGetPayloadValue<bool>(GuestClaim, out var isGuest) && isGuest,
                ExpiresAt = new DateTimeOffset(DateTime.SpecifyKind(jwt.ValidTo, DateTimeKind.Utc)),
            }
            : null;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + options.ClockSkew
            && (notBefore is not { } start || start - options.ClockSkew <= now);
    }
}

/// <summary>The person that an access token names.</summary>
/// <param name="Person">The person as of the time when the token was made.</param>
/// <param name="SessionId">The session that the token belongs to.</param>
internal sealed record SignedInPerson(Person Person, string SessionId)
{
    /// <summary>True for a user that was minted with the operator's key.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>True for a person without an account, who may only look and listen.</summary>
    public bool IsGuest { get; init; }

    /// <summary>When the token expires.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
