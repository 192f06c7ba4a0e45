using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Tokens with which a device returns to a room after its connection broke, as the gateway that made them knows them: for one
/// use by one person at one instance of the gateway room. A token is valid while its connection lives and for some time after.
/// <see cref="ResumeClaims"/> says what another gateway may believe of a token. Thread-safe.
/// </summary>
internal sealed class ResumeTokens(ResumeClaims claims, TimeProvider time, TimeSpan validAfterDisconnect)
{
    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Dictionary<string, Ticket> tickets = [];
    private readonly Queue<(string Token, DateTimeOffset ExpiresAt)> expiring = [];

    /// <summary>Makes a token; it does not expire while its connection lives.</summary>
    /// <param name="user">The person who may use the token.</param>
    /// <param name="room">The room that the token leads back to.</param>
    /// <param name="roomLife">The instance of the gateway room in whose logs the device's positions count.</param>
    public string Issue(UserId user, RoomId room, Guid roomLife)
    {
        var token = claims.Issue(user, room);
        using (gate.EnterScope())
        {
            tickets.Add(token, new Ticket(user, roomLife));
        }

        return token;
    }

    /// <summary>Starts the token's expiry: its connection has ended.</summary>
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

    /// <summary>True if <see cref="TryRedeem"/> would accept the token; does not use it up.</summary>
    public bool IsGood(string token, UserId user, Guid roomLife)
    {
        using (gate.EnterScope())
        {
            return tickets.TryGetValue(token, out var ticket) && IsGood(ticket, user, roomLife);
        }
    }

    /// <summary>Uses a token up.</summary>
    /// <returns>True if the token was made for this person and this instance, was not used, and has not expired.</returns>
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
