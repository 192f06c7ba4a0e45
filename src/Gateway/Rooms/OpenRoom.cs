using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Keeps an open room in touch with its listener grain: opens, renews, reports and closes it. One call at a time, except for
/// <see cref="ReactAsync"/>.
/// </summary>
/// <param name="room">The gateway room.</param>
/// <param name="reference">The reference by which the listener grain calls the gateway room.</param>
/// <param name="listener">The listener grain.</param>
/// <param name="gatewayId">This gateway.</param>
/// <param name="nextNumber">Gives the number of the next report of this gateway about any room.</param>
/// <param name="options">The intervals of renewals and reports.</param>
/// <param name="time">The clock of the intervals.</param>
internal sealed class OpenRoom(
    GatewayRoom room,
    IGatewayRoom reference,
    IListenerGrain listener,
    string gatewayId,
    Func<long> nextNumber,
    GatewayRoomOptions options,
    TimeProvider time)
{
    private long opening;
    private long renewedAt;
    private GatewayPresence? reported;
    private long reportedAt;
    private bool isRosterUnknown;

    public GatewayRoom Room { get; } = room;

    public IGatewayRoom Reference { get; } = reference;

    /// <summary>The listener grain's first answer. Set before other threads see this room.</summary>
    public Task<RoomReply<RoomView>> Opened { get; set; } = null!;

    /// <summary>The latest call of <see cref="RenewAsync"/>, under way or done.</summary>
    public Task Renewal { get; set; } = Task.CompletedTask;

    /// <summary>
    /// Connections that have a place here or wait for one. Guarded by the gate of <see cref="GatewayRooms"/>, as is
    /// <see cref="EmptySince"/>.
    /// </summary>
    public int Users { get; set; }

    /// <summary>When the last connection left; a timestamp of the clock.</summary>
    public long EmptySince { get; set; }

    /// <summary>Opens the listener grain.</summary>
    /// <returns>The room's view, or the reason why the room cannot be entered.</returns>
    public async Task<RoomReply<RoomView>> OpenAsync()
    {
        opening = nextNumber();
        var reply = await listener.OpenAsync(Reference, opening).ConfigureAwait(false);
        if (reply.IsAccepted)
        {
            renewedAt = time.GetTimestamp();
            Room.Reconcile(reply.Value);
        }

        return reply;
    }

    /// <summary>Called once a heartbeat: renews and reports what is due.</summary>
    public async Task RenewAsync()
    {
        if (time.GetElapsedTime(renewedAt) >= options.RenewEvery)
        {
            await ReopenAsync().ConfigureAwait(false);
        }

        if (!await ReportPresenceAsync().ConfigureAwait(false))
        {
            // The listener grain is a new activation: the one that was opened was lost with its silo, or with the silo that held
            // its directory entry.
            await ReopenAsync().ConfigureAwait(false);
            await ReportPresenceAsync().ConfigureAwait(false);
        }

        Room.CatchUp();
        Room.SendHandPlaces();
        Room.SendHearing();
        if (Room.AssessLoss() is { } losses)
        {
            await listener.ReportLossAsync(new LossNote(gatewayId, nextNumber(), losses)).ConfigureAwait(false);
        }

        if (Room.TakeRoster(isRosterUnknown) is { } change)
        {
            isRosterUnknown = true;
            await listener.ReportRosterAsync(change).ConfigureAwait(false);
            isRosterUnknown = false;
        }
    }

    /// <summary>Passes on the reactions that were given here.</summary>
    public Task ReactAsync() =>
        Room.TakeReactions(gatewayId, nextNumber()) is { } tally ? listener.ReactAsync(tally) : Task.CompletedTask;

    /// <summary>
    /// Tells the listener grain that nobody listens here any more. A grain that does not hear of it closes when the renewals
    /// stop.
    /// </summary>
    public Task CloseAsync() => listener.CloseAsync(opening);

    private async Task ReopenAsync()
    {
        opening = nextNumber();
        var reply = await listener.OpenAsync(Reference, opening).ConfigureAwait(false);
        renewedAt = time.GetTimestamp();

        // The listener grain may be a new activation, which knows of nobody: the next report names everybody.
        isRosterUnknown = true;
        if (reply.IsAccepted)
        {
            Room.Reconcile(reply.Value);
        }
        else if (reply.Rejection is RoomRejection.Ended or RoomRejection.NotFound)
        {
            Room.CloseAll(ClosingReason.RoomEnded);
        }
    }

    // False if the listener grain does not know this gateway.
    private async Task<bool> ReportPresenceAsync()
    {
        var presence = Room.Presence(gatewayId, nextNumber());
        var isDue = !presence.IsSameAs(reported) || time.GetElapsedTime(reportedAt) >= options.ReportEvery;
        if (!await listener.ReportAsync(isDue ? presence : null).ConfigureAwait(false))
        {
            reported = null;
            return false;
        }

        if (isDue)
        {
            reported = presence;
            reportedAt = time.GetTimestamp();
        }

        return true;
    }
}
