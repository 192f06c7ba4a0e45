using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>One user's inbox and notification settings. Key: the <see cref="UserId"/>. The grain stores a command before it
/// answers.</summary>
[Alias("AudioRooms.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A page of the inbox, newest entry first. Keeps entries of the last 30 days, at most 1,000.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List")]
    Task<InboxPage> ListAsync(int pageSize, string? pageToken);

    /// <summary>Marks entries as read. Unknown ids are ignored.</summary>
    /// <param name="entryIds">At most 100.</param>
    [Alias("MarkRead")]
    Task<InboxState> MarkReadAsync(IReadOnlyList<string> entryIds);

    /// <summary>Marks every entry as read that was there at <paramref name="version"/>. Entries that came or changed later stay
    /// unread.</summary>
    [Alias("MarkAllRead")]
    Task<InboxState> MarkAllReadAsync(long version);

    /// <summary>Which notifications the user wants, and when.</summary>
    [Alias("GetSettings")]
    Task<NotificationSettings> GetSettingsAsync();

    /// <summary>Changes pause and quiet hours.</summary>
    [Alias("ChangeSettings")]
    Task<InboxReply<NotificationSettings>> ChangeSettingsAsync(NotificationSettingsChange change);

    /// <summary>Mutes a source, or unmutes it. A repeated call changes nothing; existing entries stay.</summary>
    [Alias("SetMuted")]
    Task<InboxReply<NotificationSettings>> SetMutedAsync(NotificationSource source, bool muted);

    /// <summary>Tells a gateway of every change of the inbox for 90 s; the gateway renews the watch by calling again.</summary>
    /// <param name="gatewayId">One watch per gateway, however many devices the user has there.</param>
    /// <param name="observer">Receives the changes.</param>
    [Alias("Watch")]
    Task<InboxState> WatchAsync(string gatewayId, IInboxObserver observer);

    /// <summary>Ends a gateway's watch.</summary>
    [Alias("Unwatch")]
    Task UnwatchAsync(string gatewayId);

    /// <summary>Everything that changed after a version, as one change. <c>IsWhole</c> is false if more than 100 entries
    /// changed.</summary>
    [Alias("ChangesAfter")]
    Task<InboxChange> ChangesAfterAsync(long version);

    /// <summary>Delivers an invitation from a person into a room that both may enter. If the room is social or closed and the
    /// person is on its stage, the invitation also admits this user.</summary>
    [Alias("AskIn")]
    Task<InboxReply<InboxState>> AskInAsync(Person from, RoomId room);

    /// <summary>Adds a notification. A notification with the id of an earlier one changes nothing.</summary>
    [Alias("Deliver")]
    Task DeliverAsync(Notification notification);

    /// <summary>Withdraws entries about a subject that is gone, for example a room that ended, as far as they are older than a
    /// time.</summary>
    [Alias("Withdraw")]
    Task WithdrawAsync(string subject, DateTimeOffset before);

    /// <summary>Withdraws everything that a person caused, because one of the two has blocked the other.</summary>
    [Alias("DropPerson")]
    Task DropPersonAsync(UserId person);

    /// <summary>Tells of the notifications that were held back, if their time has come.</summary>
    [Alias("Release")]
    Task ReleaseAsync();

    /// <summary>Removes entries that are older than the inbox keeps them.</summary>
    [Alias("Expire")]
    Task ExpireAsync();

    /// <summary>Erases the inbox, because the account is deleted.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
