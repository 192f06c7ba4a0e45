using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
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
    // A room that is there answers within a few milliseconds. One whose silo has died answers again after two seconds or three.
    private static readonly TimeSpan RoomPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);

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
        if (rooms.IsCordoned)
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
        var isReturning = stays.IsReturning(request, user);
        var asked = AskRoomAsync(request, user, isReturning);
        if (isReturning && await ReturnAsync(request, link, asked).ConfigureAwait(false) is { } returned)
        {
            return (returned, null);
        }

        var joined = await asked.ConfigureAwait(false);
        if (!joined.IsAccepted)
        {
            return (null, RoomErrors.Of(joined.Rejection.Value, bounds.Rooms));
        }

        // Hosts, speakers and people who lost their connection a moment ago may enter a full room.
        var view = joined.Value;
        if (rooms.IsFull && view.Stage.Find(user) is null && !view.IsHost(user) && !isReturning)
        {
            metrics.JoinRefusedFull();
            return (null, WireErrors.Of(EdgeRefusal.ServerFull));
        }

        var entered = await rooms.EnterAsync(request.RoomId).ConfigureAwait(false);
        return entered.IsAccepted
            ? (await stays.EnterAsync(request, link, entered.Value, view).ConfigureAwait(false), null)
            : (null, RoomErrors.Of(entered.Rejection.Value, bounds.Rooms));
    }

    private async Task<RoomReply<RoomView>> AskRoomAsync(JoinRequest request, UserId user, bool isReturning)
    {
        var room = grains.GetGrain<IRoomGrain>(request.RoomId.Value);
        var linkKey = request.Message.LinkToken.Length == 0 ? null : InvitationSecret.KeyOf(request.Message.LinkToken);
        if (linkKey is not null)
        {
            // The result of the link does not matter here: the next answer says whether the person may come in.
            await room.UseLinkAsync(user, linkKey).ConfigureAwait(false);
        }

        var joined = await room.JoinAsync(user, linkKey).ConfigureAwait(false);

        // A person who is coming back: the room was locked after they had joined, and their connection broke.
        return joined.Rejection == RoomRejection.Locked && isReturning
            ? await room.GetAsync().ConfigureAwait(false)
            : joined;
    }

    // Lets a person back in whose room does not answer, because its silo has just died: the token says that the room let them in,
    // and the room here says how it is. Null if the room answers, or is not open here.
    private async Task<RoomStay?> ReturnAsync(JoinRequest request, DeviceLink link, Task<RoomReply<RoomView>> asked)
    {
        var user = link.Person.Id;
        if (await IsAnsweredAsync(asked).ConfigureAwait(false)
            || rooms.FindOpen(request.RoomId)?.View is not { Card.Phase: Contracts.Rooms.RoomPhase.Live } view
            || view.Removed.Contains(user))
        {
            return null;
        }

        var entered = await rooms.EnterAsync(request.RoomId).ConfigureAwait(false);
        if (!entered.IsAccepted)
        {
            return null;
        }

        var stay = await stays.EnterAsync(request, link, entered.Value, joined: null).ConfigureAwait(false);
        metrics.ResumedWithoutRoom();
        _ = GrantAsync(stay, request, view);
        _ = ConfirmAsync(stay, request, asked);
        return stay;
    }

    private async Task<bool> IsAnsweredAsync(Task<RoomReply<RoomView>> asked)
    {
        try
        {
            await asked.WaitAsync(RoomPatience, time).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            return false;
        }
    }

    // A speaker may be heard by the stage as it is known here: listener grains judge by the room's. Beside the join, because the
    // voice may have been on the silo that died.
    private async Task GrantAsync(RoomStay stay, JoinRequest request, RoomView view)
    {
        try
        {
            await RoomStays.RestoreGrantAsync(stay, view).ConfigureAwait(false);
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            // The voice asks the room itself, with the next packet.
            SessionLog.ClusterFault(logger, fault, "grant", request.RoomId, fault.Message);
        }
    }

    // The room has the last word, once it is there again.
    private async Task ConfirmAsync(RoomStay stay, JoinRequest request, Task<RoomReply<RoomView>> asked)
    {
        var end = stay.Link.End;
        while (!end.Token.IsCancellationRequested)
        {
            try
            {
                var reply = await asked.ConfigureAwait(false);
                if (reply.IsAccepted)
                {
                    await RoomStays.RestoreGrantAsync(stay, reply.Value).ConfigureAwait(false);
                }
                else
                {
                    end.Close(reply.Rejection == RoomRejection.Removed ? ClosingReason.Removed : ClosingReason.RoomEnded);
                }

                return;
            }
            catch (Exception fault) when (ClusterFaults.IsFault(fault))
            {
                SessionLog.ClusterFault(logger, fault, "resume", request.RoomId, fault.Message);
            }
            catch (Exception bug)
            {
                // No caller waits for this task. If the room cannot be asked, the person does not stay.
                SessionLog.CommandFailed(logger, bug, "resume", request.RoomId);
                end.Close(ClosingReason.ServerStopping);
                return;
            }

            try
            {
                await Task.Delay(AskAgainAfter, time, end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            asked = AskRoomAsync(request, stay.Device.Person.Id, isReturning: true);
        }
    }
}
