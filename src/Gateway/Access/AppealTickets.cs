using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Tickets for suspended people, who get no session. A ticket proves the holder's identity to the people who decide appeals, and
/// allows nothing else. It is signed like an access token, for another audience, and valid for a day. Thread-safe.
/// </summary>
internal sealed class AppealTickets
{
    private const int TicketCharactersMax = 1_024;
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials signing;
    private readonly TokenValidationParameters rules;
    private readonly TimeProvider time;

    public AppealTickets(GatewayOptions gateway, [ProductClock] TimeProvider time)
    {
        this.time = time;
        var key = new SymmetricSecurityKey(gateway.SigningKey);
        signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        rules = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidIssuer = gateway.AccessTokens.Issuer,
            ValidAudience = $"{gateway.AccessTokens.Audience}/appeals",
            LifetimeValidator = (_, expires, _, _) => expires is { } end && this.time.GetUtcNow().UtcDateTime < end,
        };
    }

    /// <summary>A ticket for a person who has just proved their identity.</summary>
    public string Issue(UserId user)
    {
        var now = time.GetUtcNow();
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = rules.ValidIssuer,
            Audience = rules.ValidAudience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            SigningCredentials = signing,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = user.Value },
        });
    }

    /// <summary>The refusal of an account; for a suspension with the ticket and the end of the suspension.</summary>
    public WireError RefusalOf(AccountReply reply)
    {
        var refusal = AccountErrors.Of(
            reply.Rejection ?? throw new ArgumentException("The account did not refuse the sign-in.", nameof(reply)));
        return reply is { Rejection: AccountRejection.Suspended, Person: { } person }
            ? refusal with
            {
                Until = reply.Until,
                AppealTicket = Issue(person.Id),
                Sentence = string.IsNullOrWhiteSpace(reply.Reason)
                    ? refusal.Sentence
                    : $"The account is suspended: {reply.Reason.TrimEnd('.', ' ')}.",
            }
            : refusal;
    }

    /// <summary>The person that a ticket names; null if the ticket is not valid.</summary>
    public async ValueTask<UserId?> ReadAsync(string ticket)
    {
        if (ticket.Length is 0 or > TicketCharactersMax)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(ticket, rules).ConfigureAwait(false);
        return result.IsValid && result.SecurityToken is JsonWebToken jwt && Identifiers.IsWellFormed(jwt.Subject)
            ? new UserId(jwt.Subject)
            : null;
    }
}
