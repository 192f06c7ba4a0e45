using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Decides whether a device may join a room, and lets it in.</summary>
internal sealed class JoinHandler
{
    private readonly IGrainFactory grains;
    private readonly GatewayRooms rooms;
    private readonly RoomStays stays;
    private readonly RateLimiter limiter;
    private readonly GatewayMetrics metrics;
    private readonly GatewayOptions options;
    private readonly ConfiguredBounds bounds;
    private readonly TimeProvider time;
    private readonly ILogger<ClientConnection> logger;
    private readonly JoinGate turns;
    private readonly GuestGate guests;

    public JoinHandler(
        IGrainFactory grains,
        GatewayRooms rooms,
        RoomStays stays,
        RateLimiter limiter,
        GatewayMetrics metrics,
        GatewayOptions options,
        ConfiguredBounds bounds,
        [ProductClock] TimeProvider time,
        ILogger<ClientConnection> logger)
    {
        this.grains = grains;
        this.rooms = rooms;
        this.stays = stays;
        this.limiter = limiter;
        this.metrics = metrics;
        this.options = options;
        this.bounds = bounds;
        this.time = time;
        this.logger = logger;
        turns = new JoinGate(options.Session.JoinsAtOnce * Environment.ProcessorCount, time);
        guests = new GuestGate(options.Guests.ConnectionsMax);
        metrics.Guests = () => guests.Count;
    }

    /// <summary>Lets a device in. When many join at once, each waits its turn.</summary>
    /// <param name="join">The device's request.</param>
    /// <param name="link">The device's connection.</param>
    /// <returns>The stay, which <see cref="LeaveAsync"/> ends; or the refusal.</returns>
    public async Task<(RoomStay? Stay, WireError? Refusal)> JoinAsync(Join join, DeviceLink link)
    {
        if (rooms.IsStopping)
        {
            return (null, WireErrors.Of(EdgeRefusal.Unavailable));
        }

        if (await turns.EnterAsync().ConfigureAwait(false) is { } again)
        {
            metrics.JoinPaced();
            return (null, WireErrors.Of(EdgeRefusal.ServerBusy) with { RetryAfter = again });
        }

        var began = time.GetTimestamp();
        try
        {
            return await JoinInTurnAsync(join, link).ConfigureAwait(false);
        }
        finally
        {
            turns.Leave(time.GetElapsedTime(began));
        }
    }

    /// <summary>Ends a stay after the device left, its connection broke or the server closed it.</summary>
    public Task LeaveAsync(RoomStay stay)
    {
        if (stay.Link.Caller.IsGuest)
        {
            guests.Leave();
        }

        return stays.LeaveAsync(stay);
    }

    private async Task<(RoomStay? Stay, WireError? Refusal)> JoinInTurnAsync(Join join, DeviceLink link)
    {
        if (limiter.Take(RateLimit.Join, link.Caller) is { } wait)
        {
            metrics.CommandRefused(wait.Code);
            return (null, wait);
        }

        if (JoinRequest.Read(join, bounds.Rooms, out var request) is { } unreadable)
        {
            return (null, unreadable);
        }

        if (link.Caller.IsGuest && !guests.TryEnter())
        {
            return (null, WireErrors.Of(options.Guests.ConnectionsMax == 0 ? EdgeRefusal.GuestsOff : EdgeRefusal.GuestsFull));
        }

        RoomStay? stay = null;
        try
        {
            (stay, var refusal) = await AskRoomAsync(request!, link).ConfigureAwait(false);
            return (stay, refusal);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            SessionLog.ClusterFault(logger, error, "join", request!.RoomId, error.Message);
            return (null, WireErrors.Of(ClusterFaults.RefusalOf(error)));
        }
        finally
        {
            if (stay is null && link.Caller.IsGuest)
            {
                guests.Leave();
            }
        }
    }

    private async Task<(RoomStay? Stay, WireError? Refusal)> AskRoomAsync(JoinRequest request, DeviceLink link)
    {
        var user = link.Person.Id;
        var room = grains.GetGrain<IRoomGrain>(request.RoomId.Value);
        var linkKey = request.Message.LinkToken.Length == 0 ? null : InvitationSecret.KeyOf(request.Message.LinkToken);
        if (linkKey is not null)
        {
            // The result of the link does not matter here: the next answer says whether the person may come in.
            await room.UseLinkAsync(user, linkKey).ConfigureAwait(false);
        }

        var joined = await room.JoinAsync(user, linkKey).ConfigureAwait(false);
        if (joined.Rejection == RoomRejection.Locked && stays.IsReturning(request, user))
        {
            // A person who is coming back: the room was locked after they had joined, and their connection broke.
            joined = await room.GetAsync().ConfigureAwait(false);
        }

        if (!joined.IsAccepted)
        {
            return (null, RoomErrors.Of(joined.Rejection.Value, bounds.Rooms));
        }

        // Hosts, speakers and people who lost their connection a moment ago may enter a full room.
        var view = joined.Value;
        if (rooms.IsFull && view.Stage.Find(user) is null && !view.IsHost(user) && !stays.IsReturning(request, user))
        {
            metrics.JoinRefusedFull();
            return (null, WireErrors.Of(EdgeRefusal.ServerFull));
        }

        var entered = await rooms.EnterAsync(request.RoomId).ConfigureAwait(false);
        return entered.IsAccepted
            ? (await stays.EnterAsync(request, link, entered.Value, view).ConfigureAwait(false), null)
            : (null, RoomErrors.Of(entered.Rejection.Value, bounds.Rooms));
    }
}
