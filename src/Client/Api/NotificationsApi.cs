using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>The caller's inbox and notification settings. Thread-safe.</summary>
public sealed class NotificationsApi
{
    private readonly ServerCalls calls;
    private readonly Notifications.NotificationsClient stub;

    internal NotificationsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Notifications.NotificationsClient(channel);
    }

    /// <summary>The entries of the inbox, newest first. Pages are fetched while the entries are read.</summary>
    public IAsyncEnumerable<InboxEntry> ListAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(stub.ListInboxAsync, new ListInboxRequest { PageToken = token }, stop),
        page => page.Entries,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Version and unread count of the inbox.</summary>
    public async Task<InboxState> StateAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(
            stub.ListInboxAsync, new ListInboxRequest { PageSize = 1 }, cancellation).ConfigureAwait(false)).State;

    /// <summary>Marks entries as read.</summary>
    /// <param name="entryIds">At most 100.</param>
    public Task<InboxState> MarkReadAsync(IEnumerable<string> entryIds, CancellationToken cancellation = default)
    {
        var request = new MarkReadRequest();
        request.EntryIds.AddRange(entryIds);
        return calls.AsPersonAsync(stub.MarkReadAsync, request, cancellation);
    }

    /// <summary>Marks every entry as read that was there at a version.</summary>
    public Task<InboxState> MarkAllReadAsync(ulong version, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.MarkAllReadAsync, new MarkAllReadRequest { Version = version }, cancellation);

    /// <summary>Which notifications the caller wants, and when.</summary>
    public Task<NotificationSettings> SettingsAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetNotificationSettingsAsync, new GetNotificationSettingsRequest(), cancellation);

    /// <summary>Changes pause and quiet hours.</summary>
    public Task<NotificationSettings> UpdateSettingsAsync(
        UpdateNotificationSettingsRequest change, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateNotificationSettingsAsync, change, cancellation);

    /// <summary>Mutes a person, a club, an event or a kind of notification, or unmutes it.</summary>
    public Task<NotificationSettings> SetMutedAsync(
        NotificationSource source, bool muted, CancellationToken cancellation = default)
    {
        var request = new MuteSourceRequest { Source = source };
        return muted
            ? calls.AsPersonAsync(stub.MuteSourceAsync, request, cancellation)
            : calls.AsPersonAsync(stub.UnmuteSourceAsync, request, cancellation);
    }

    /// <summary>Asks a follower of the caller into a room.</summary>
    public Task AskPersonInAsync(string roomId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.AskPersonInAsync, new AskPersonInRequest { RoomId = roomId, UserId = userId }, cancellation);

    /// <summary>Changes of the inbox as they happen; the first update has its version and unread count. Throws when the
    /// connection breaks or the session ends: then watch again from the version last seen.</summary>
    /// <param name="afterVersion">The version last seen; null for changes from now on.</param>
    /// <param name="cancellation">Ends the watch.</param>
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
