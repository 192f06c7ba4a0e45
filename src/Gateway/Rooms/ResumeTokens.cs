using System.Security.Cryptography;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Tickets back into a room after a broken connection: 128 random bits, good for one use by one person in one life of one
/// listener grain, until some time after the connection that holds it is gone. Thread-safe.
/// </summary>
internal sealed class ResumeTokens(TimeProvider time, TimeSpan validAfterDisconnect)
{
    private const int TokenBytes = 16;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Dictionary<string, Ticket> tickets = [];
    private readonly Queue<(string Token, DateTimeOffset ExpiresAt)> expiring = [];

    /// <summary>Makes a token; it does not expire while its connection lives.</summary>
    /// <param name="user">Who may use it.</param>
    /// <param name="roomLife">Which log of packets its positions count in.</param>
    public string Issue(UserId user, Guid roomLife)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        using (gate.EnterScope())
        {
            tickets.Add(token, new Ticket(user, roomLife));
        }

        return token;
    }

    /// <summary>The connection that holds the token is gone: the clock runs.</summary>
    public void StartExpiry(string token)
    {
        using (gate.EnterScope())
        {
            var now = time.GetUtcNow();
            while (expiring.TryPeek(out var oldest) && oldest.ExpiresAt <= now)
            {
                tickets.Remove(expiring.Dequeue().Token);
            }

            if (tickets.TryGetValue(token, out var ticket))
            {
                expiring.Enqueue((token, now + validAfterDisconnect));
                tickets[token] = ticket with { ExpiresAt = now + validAfterDisconnect };
            }
        }
    }

    /// <summary>True if <see cref="TryRedeem"/> would take the token; it is not used up.</summary>
    public bool IsGood(string token, UserId user, Guid roomLife)
    {
        using (gate.EnterScope())
        {
            return tickets.TryGetValue(token, out var ticket) && IsGood(ticket, user, roomLife);
        }
    }

    /// <summary>Uses a token up.</summary>
    /// <returns>True if it was made for this person and this life of the gateway's room,
    /// and has not been used or run out.</returns>
    public bool TryRedeem(string token, UserId user, Guid roomLife)
    {
        using (gate.EnterScope())
        {
            return tickets.Remove(token, out var ticket) && IsGood(ticket, user, roomLife);
        }
    }

    private bool IsGood(Ticket ticket, UserId user, Guid roomLife) =>
        ticket.User == user
        && ticket.RoomLife == roomLife
        && (ticket.ExpiresAt is not { } expiry || time.GetUtcNow() < expiry);

    private sealed record Ticket(UserId User, Guid RoomLife, DateTimeOffset? ExpiresAt = null);
}
