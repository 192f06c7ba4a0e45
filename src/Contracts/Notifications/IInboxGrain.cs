using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>
/// What one user is told, and what they want to be told. Key: the <see cref="UserId"/>. Everything is stored when it is answered.
/// </summary>
[Alias("AudioRooms.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A page of the inbox, the newest first; of the last 30 days and the last 1,000 entries.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List")]
    Task<InboxPage> ListAsync(int pageSize, string? pageToken);

    /// <summary>Entries have been seen; ids that are none are ignored.</summary>
    /// <param name="entryIds">At most 100.</param>
    [Alias("MarkRead")]
    Task<InboxState> MarkReadAsync(IReadOnlyList<string> entryIds);

    /// <summary>
    /// Everything that was there at <paramref name="version"/> has been seen; what came or changed later has not.
    /// </summary>
    [Alias("MarkAllRead")]
    Task<InboxState> MarkAllReadAsync(long version);

    /// <summary>What the user wants to hear of, and when.</summary>
    [Alias("GetSettings")]
    Task<NotificationSettings> GetSettingsAsync();

    /// <summary>Changes when the user wants to be told.</summary>
    [Alias("ChangeSettings")]
    Task<InboxReply<NotificationSettings>> ChangeSettingsAsync(NotificationSettingsChange change);

    /// <summary>Mutes a source, or no longer. Repeating it changes nothing; what was told before stays.</summary>
    [Alias("SetMuted")]
    Task<InboxReply<NotificationSettings>> SetMutedAsync(NotificationSource source, bool muted);

    /// <summary>Tells a gateway of every change until it renews this no longer: for 90 s.</summary>
    /// <param name="gatewayId">One watch per gateway, however many devices there are.</param>
    /// <param name="observer">Is told.</param>
    [Alias("Watch")]
    Task<InboxState> WatchAsync(string gatewayId, IInboxObserver observer);

    /// <summary>Nobody watches at that gateway any more.</summary>
    [Alias("Unwatch")]
    Task UnwatchAsync(string gatewayId);

    /// <summary>What changed after a version, as one change; not whole if it is more than 100 entries.</summary>
    [Alias("ChangesAfter")]
    Task<InboxChange> ChangesAfterAsync(long version);

    /// <summary>
    /// Somebody asks this user into a room that they both may enter.
    /// One who is on stage of a social or closed room lets them in with it.
    /// </summary>
    [Alias("AskIn")]
    Task<InboxReply<InboxState>> AskInAsync(Person from, RoomId room);

    /// <summary>Something happened. Delivering it again changes nothing.</summary>
    [Alias("Deliver")]
    Task DeliverAsync(Notification notification);

    /// <summary>A subject is no more, for example a room that ended: what was said of it before a time is withdrawn.</summary>
    [Alias("Withdraw")]
    Task WithdrawAsync(string subject, DateTimeOffset before);

    /// <summary>What somebody did is withdrawn: the two are out of each other's sight.</summary>
    [Alias("DropPerson")]
    Task DropPersonAsync(UserId person);

    /// <summary>Tells what was held back, if the time for that has come.</summary>
    [Alias("Release")]
    Task ReleaseAsync();

    /// <summary>Removes what is older than it may be.</summary>
    [Alias("Expire")]
    Task ExpireAsync();

    /// <summary>The account is deleted: everything goes.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
