using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>The caller's inbox: what they are told, and what they want to be told. Thread-safe.</summary>
public sealed class NotificationsApi
{
    private readonly ServerCalls calls;
    private readonly Notifications.NotificationsClient stub;

    internal NotificationsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Notifications.NotificationsClient(channel);
    }

    /// <summary>The inbox, newest first, page by page as it is read.</summary>
    public IAsyncEnumerable<InboxEntry> ListAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(stub.ListInboxAsync, new ListInboxRequest { PageToken = token }, stop),
        page => page.Entries,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Where the inbox stands: its version and how much is unread.</summary>
    public async Task<InboxState> StateAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.ListInboxAsync, new ListInboxRequest { PageSize = 1 }, cancellation).ConfigureAwait(false)).State;

    /// <summary>Entries have been seen.</summary>
    /// <param name="entryIds">At most 100.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<InboxState> MarkReadAsync(IEnumerable<string> entryIds, CancellationToken cancellation = default)
    {
        var request = new MarkReadRequest();
        request.EntryIds.AddRange(entryIds);
        return calls.AsPersonAsync(stub.MarkReadAsync, request, cancellation);
    }

    /// <summary>All that was there at a version has been seen.</summary>
    public Task<InboxState> MarkAllReadAsync(ulong version, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.MarkAllReadAsync, new MarkAllReadRequest { Version = version }, cancellation);

    /// <summary>What the caller wants to hear of, and when.</summary>
    public Task<NotificationSettings> SettingsAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetNotificationSettingsAsync, new GetNotificationSettingsRequest(), cancellation);

    /// <summary>Changes when the caller is told: pause and quiet hours.</summary>
    public Task<NotificationSettings> UpdateSettingsAsync(
        UpdateNotificationSettingsRequest change, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateNotificationSettingsAsync, change, cancellation);

    /// <summary>Mutes a person, a club, an event or a kind, or no longer.</summary>
    public Task<NotificationSettings> SetMutedAsync(
        NotificationSource source, bool muted, CancellationToken cancellation = default)
    {
        var request = new MuteSourceRequest { Source = source };
        return muted
            ? calls.AsPersonAsync(stub.MuteSourceAsync, request, cancellation)
            : calls.AsPersonAsync(stub.UnmuteSourceAsync, request, cancellation);
    }

    /// <summary>Asks somebody who follows the caller into a room.</summary>
    public Task AskPersonInAsync(string roomId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.AskPersonInAsync, new AskPersonInRequest { RoomId = roomId, UserId = userId }, cancellation);

    /// <summary>
    /// What changes, as it changes; the first update says where the inbox stands. Ends with an exception when the connection
    /// breaks or the session ends: watch again after the version last seen.
    /// </summary>
    /// <param name="afterVersion">The version last seen; null to hear of what changes from now on.</param>
    /// <param name="cancellation">Stops watching.</param>
    public IAsyncEnumerable<InboxUpdate> WatchAsync(ulong? afterVersion = null, CancellationToken cancellation = default)
    {
        var request = new WatchInboxRequest();
        if (afterVersion is { } version)
        {
            request.AfterVersion = version;
        }

        return calls.WatchAsync(stub.WatchInbox, request, cancellation);
    }
}
