using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Gateway.Services.Events;
using AudioRooms.Gateway.Services.Profiles;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Notifications;

/// <summary>The caller's own inbox.</summary>
internal sealed class NotificationsService(
    IGrainFactory grains,
    InboxWatches watches,
    RevokedSessions revoked,
    GatewayOptions options,
    ConfiguredBounds bounds,
    GatewayMetrics metrics,
    [ProductClock] TimeProvider time) : Wire.V1.Notifications.NotificationsBase
{
    public override async Task<Wire.V1.ListInboxResponse> ListInbox(Wire.V1.ListInboxRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        return WireInbox.Of(await Inbox(context)
            .ListAsync(
                size, Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false));
    }

    public override async Task<Wire.V1.InboxState> MarkRead(Wire.V1.MarkReadRequest request, ServerCallContext context) =>
        request.EntryIds.Count > RequestBounds.IdsMax
            ? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TooManyIds))
            : WireInbox.Of(await Inbox(context).MarkReadAsync([.. request.EntryIds]).ConfigureAwait(false));

    public override async Task<Wire.V1.InboxState> MarkAllRead(Wire.V1.MarkAllReadRequest request, ServerCallContext context) =>
        WireInbox.Of(await Inbox(context).MarkAllReadAsync(Version(request.Version)).ConfigureAwait(false));

    public override async Task<Wire.V1.NotificationSettings> GetNotificationSettings(
        Wire.V1.GetNotificationSettingsRequest request, ServerCallContext context) =>
        WireInbox.Of(await Inbox(context).GetSettingsAsync().ConfigureAwait(false));

    public override async Task<Wire.V1.NotificationSettings> UpdateNotificationSettings(
        Wire.V1.UpdateNotificationSettingsRequest request, ServerCallContext context)
    {
        var change = new NotificationSettingsChange(
            request.HasPausedUntilUnixMs ? Time(request.PausedUntilUnixMs) : null,
            WireInbox.Of(request.QuietHours),
            request.NoQuietHours);
        return Accepted(await Inbox(context).ChangeSettingsAsync(change).ConfigureAwait(false));
    }

    public override async Task<Wire.V1.NotificationSettings> MuteSource(
        Wire.V1.MuteSourceRequest request, ServerCallContext context)
    {
        if (await AbsenceOfAsync(request.Source, Caller.Of(context).Id).ConfigureAwait(false) is { } error)
        {
            throw metrics.Refuse(error);
        }

        return await SetMutedAsync(request, muted: true, context).ConfigureAwait(false);
    }

    // The source may be gone by now, so unmuting does not check whether it exists.
    public override Task<Wire.V1.NotificationSettings> UnmuteSource(
        Wire.V1.MuteSourceRequest request, ServerCallContext context) =>
        SetMutedAsync(request, muted: false, context);

    public override async Task<Wire.V1.AskPersonInResponse> AskPersonIn(
        Wire.V1.AskPersonInRequest request, ServerCallContext context)
    {
        // A text that cannot be an id is not asked for: each invented one would cost an activation.
        var rejection = !Identifiers.IsWellFormed(request.UserId) ? InboxRejection.PersonNotFound
            : !Identifiers.IsWellFormed(request.RoomId) ? InboxRejection.RoomNotFound
            : (await grains.GetGrain<IInboxGrain>(request.UserId)
                .AskInAsync(Caller.Of(context), new RoomId(request.RoomId))
                .ConfigureAwait(false)).Rejection;
        return rejection is { } reason
            ? throw metrics.Refuse(InboxErrors.Of(reason, bounds.Inboxes))
            : new Wire.V1.AskPersonInResponse();
    }

    public override async Task WatchInbox(
        Wire.V1.WatchInboxRequest request, IServerStreamWriter<Wire.V1.InboxUpdate> responseStream, ServerCallContext context)
    {
        using var session = revoked.Follow(Caller.SessionOf(context));
        using var expiry = new CancellationTokenSource(UntilTokenIsOver(context), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, session.Revoked, expiry.Token, watches.Stopping);
        var subscription = await EnterAsync(Caller.Of(context).Id, request).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var change = await subscription.NextAsync(end.Token).ConfigureAwait(false);
                await responseStream.WriteAsync(WireInbox.Of(change), end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (end.IsCancellationRequested
            && error is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The device is gone, or the server ended the watch.
        }
        finally
        {
            watches.Leave(subscription);
        }

        ClosingReason? reason = session.Revoked.IsCancellationRequested ? ClosingReason.SignedOut
            : expiry.IsCancellationRequested ? ClosingReason.TokenExpired
            : watches.Stopping.IsCancellationRequested ? ClosingReason.ServerStopping
            : null;
        if (reason is { } sentAway)
        {
            throw metrics.Refuse(WireErrors.Of(sentAway, bounds));
        }
    }

    // The same time as on a connection to a room. A device with a newer token watches again.
    private TimeSpan UntilTokenIsOver(ServerCallContext context)
    {
        var left = Caller.SignedIn(context).ExpiresAt + options.AccessTokens.ConnectionGrace - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<InboxSubscription> EnterAsync(UserId user, Wire.V1.WatchInboxRequest request)
    {
        try
        {
            return await watches.EnterAsync(
                user, request.HasAfterVersion ? Version(request.AfterVersion) : null).ConfigureAwait(false)
                ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TooManyWatches));
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            throw metrics.Refuse(WireErrors.Of(ClusterFaults.RefusalOf(error)));
        }
    }

    /// <summary>
    /// The refusal for a person, club or event that does not exist for the caller, who would otherwise believe it muted; null if
    /// it exists. The request itself refuses a text that cannot be an id.
    /// </summary>
    private async Task<WireError?> AbsenceOfAsync(Wire.V1.NotificationSource? source, UserId caller)
    {
        switch (source?.SourceCase)
        {
            case Wire.V1.NotificationSource.SourceOneofCase.UserId when Identifiers.IsWellFormed(source.UserId):
                var person = await grains.GetGrain<IUserGrain>(source.UserId).GetProfileAsync(caller).ConfigureAwait(false);
                return person.Rejection is { } noPerson ? PeopleErrors.Of(noPerson) : null;
            case Wire.V1.NotificationSource.SourceOneofCase.ClubId when Identifiers.IsWellFormed(source.ClubId):
                var club = await grains.GetGrain<IClubGrain>(source.ClubId).GetAsync(caller).ConfigureAwait(false);
                return club.Rejection is { } noClub ? ClubErrors.Of(noClub, bounds.Clubs) : null;
            case Wire.V1.NotificationSource.SourceOneofCase.EventId when Identifiers.IsWellFormed(source.EventId):
                var series = await grains.GetGrain<IEventGrain>(source.EventId).GetAsync(caller, "").ConfigureAwait(false);
                return series.Rejection is { } noEvent ? EventErrors.Of(noEvent, bounds.Events) : null;
            default:
                return null;
        }
    }

    private async Task<Wire.V1.NotificationSettings> SetMutedAsync(
        Wire.V1.MuteSourceRequest request, bool muted, ServerCallContext context) =>
        WireInbox.Of(request.Source) is { } source
            ? Accepted(await Inbox(context).SetMutedAsync(source, muted).ConfigureAwait(false))
            : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.SourceInvalid));

    private IInboxGrain Inbox(ServerCallContext context) => grains.GetGrain<IInboxGrain>(Caller.Of(context).Id.Value);

    // No inbox reaches a higher version.
    private static long Version(ulong version) => (long)Math.Min(version, long.MaxValue);

    private DateTimeOffset Time(long unixMs) =>
        unixMs >= 0 && unixMs <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : throw metrics.Refuse(InboxErrors.Of(InboxRejection.PauseTooLong, bounds.Inboxes));

    private Wire.V1.NotificationSettings Accepted(InboxReply<NotificationSettings> reply) =>
        reply.IsAccepted
            ? WireInbox.Of(reply.Value)
            : throw metrics.Refuse(InboxErrors.Of(reply.Rejection.Value, bounds.Inboxes));
}
