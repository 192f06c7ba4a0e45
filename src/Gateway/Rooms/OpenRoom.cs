using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// A room that is open at this gateway, towards its listener grain: opened, renewed, told who is here, closed. One call of these
/// at a time, beside <see cref="ReactAsync"/>.
/// </summary>
/// <param name="room">The room here.</param>
/// <param name="reference">How the listener grain calls it.</param>
/// <param name="listener">The listener grain.</param>
/// <param name="gatewayId">This gateway.</param>
/// <param name="nextNumber">Numbers what this gateway tells of any room.</param>
/// <param name="options">How often.</param>
/// <param name="time">The clock.</param>
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

    /// <summary>Completes with what the listener grain said first. Set before others see this room.</summary>
    public Task<RoomReply<RoomView>> Opened { get; set; } = null!;

    /// <summary>The call of <see cref="KeepAsync"/> that is under way, or the last one.</summary>
    public Task Keeping { get; set; } = Task.CompletedTask;

    /// <summary>
    /// How many connections have a place here, or wait for one. Inside the gate of all rooms, as is <see cref="EmptySince"/>.
    /// </summary>
    public int Users { get; set; }

    /// <summary>When the last of them left.</summary>
    public long EmptySince { get; set; }

    /// <summary>Opens the listener grain.</summary>
    /// <returns>The room, or why it cannot be entered.</returns>
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

    /// <summary>Once a beat: renews and reports what is due.</summary>
    public async Task KeepAsync()
    {
        if (time.GetElapsedTime(renewedAt) >= options.RenewEvery)
        {
            await RenewAsync().ConfigureAwait(false);
        }

        if (!await ReportPresenceAsync().ConfigureAwait(false))
        {
            // Another activation than the one that was opened: that one was lost with its silo, or with the silo that knew where
            // it lived.
            await RenewAsync().ConfigureAwait(false);
            await ReportPresenceAsync().ConfigureAwait(false);
        }

        Room.CatchUp();
        Room.SendHandPlaces();
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
    /// Nobody listens here any more. A listener grain that does not hear of it closes by itself when nobody renews it.
    /// </summary>
    public Task CloseAsync() => listener.CloseAsync(opening);

    private async Task RenewAsync()
    {
        opening = nextNumber();
        var reply = await listener.OpenAsync(Reference, opening).ConfigureAwait(false);
        renewedAt = time.GetTimestamp();

        // The listener grain may be another activation by now, which knows nobody.
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
