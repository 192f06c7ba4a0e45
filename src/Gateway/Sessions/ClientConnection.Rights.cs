using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// What the person behind the device may still do: until when, and how often.
internal sealed partial class ClientConnection
{
    private long tokenOverAtMicros;
    private bool isGuestCounted;

    // By the media path's clock.
    private long TokenOverAt(SignedInPerson signedIn)
    {
        var left = signedIn.ExpiresAt + gateway.Options.AccessTokens.ConnectionGrace - gateway.Time.GetUtcNow();
        return gateway.NowMicros + (long)left.TotalMicroseconds;
    }

    /// <summary>Counts one for this person.</summary>
    /// <returns>The refusal with the wait, or null.</returns>
    private WireError? Limited(RateLimit limit)
    {
        if (caller.IsSynthetic || gateway.Limiter.TryTake(limit, Person.Id.Value, out var retryAfter))
        {
            return null;
        }

        gateway.Metrics.CommandRefused(EdgeRefusal.RateLimited);
        return WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter };
    }

    // Who is awaited on stage or runs the room, or was here a moment ago, comes in even where there is no room for more.
    private bool IsNewListener(RoomView view, Join join) =>
        view.Stage.Find(Person.Id) is null
        && !view.IsHost(Person.Id)
        && !gateway.Rooms.IsReturning(view.Card.Room, join.ResumeToken, Person.Id, gateway.ResumeTokens);

    private bool TryEnterAsGuest() => isGuestCounted = gateway.Guests.TryEnter();

    private void LeaveAsGuest()
    {
        if (isGuestCounted)
        {
            isGuestCounted = false;
            gateway.Guests.Leave();
        }
    }

    // A guest hears and leaves; everything else needs somebody who answers for it.
    private static bool IsForGuests(ClientMessage.BodyOneofCase command) => command
        is ClientMessage.BodyOneofCase.Ping
        or ClientMessage.BodyOneofCase.Leave
        or ClientMessage.BodyOneofCase.SetLatency
        or ClientMessage.BodyOneofCase.SetSound
        or ClientMessage.BodyOneofCase.Authenticate
        or ClientMessage.BodyOneofCase.Join;

    /// <summary>What a command is counted as besides the connection's own rate; null for most.</summary>
    private static RateLimit? LimitOf(ClientMessage.BodyOneofCase command) => command switch
    {
        ClientMessage.BodyOneofCase.RaiseHand => RateLimit.Hand,
        ClientMessage.BodyOneofCase.InviteToStage or ClientMessage.BodyOneofCase.AskIn => RateLimit.StageInvitation,
        _ => null,
    };

    // The session is the one whose end closes this connection: a token of another cannot stand in for it.
    private async Task<WireError?> AuthenticateAsync(Authenticate message)
    {
        var newer = await gateway.Tokens.ReadAsync(message.AccessToken).ConfigureAwait(false);
        if (newer is null || newer.Person.Id != Person.Id || newer.SessionId != caller.SessionId)
        {
            return WireErrors.Of(EdgeRefusal.TokenInvalid);
        }

        Volatile.Write(ref tokenOverAtMicros, TokenOverAt(newer));
        return null;
    }
}
