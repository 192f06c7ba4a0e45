using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Notifications;

/// <summary>One user's inbox apart from its entries. A value.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Version">Grows with every change, and fences a second writer; 0 if nothing was ever written.</param>
/// <param name="Settings">What the owner wants to hear of, and when.</param>
public sealed record Inbox(UserId Owner, long Version, NotificationSettings Settings)
{
    /// <summary>
    /// False if the owner is not to be told, whatever came before: of what they did themselves, and of what they muted.
    /// </summary>
    public bool Wants(Notification notification) =>
        notification.Actor != Owner && !NotificationRules.IsMuted(notification, Settings);

    /// <summary>Decides about something that happened.</summary>
    /// <param name="notification">What happened.</param>
    /// <param name="history">What came before; null if this was delivered before, or is not wanted.</param>
    /// <param name="limits">The inbox's bounds.</param>
    /// <param name="now">The time.</param>
    public InboxDelivery Deliver(Notification notification, InboxHistory? history, InboxLimits limits, DateTimeOffset now) =>
        Wants(notification) && history is { } known
            ? new InboxDelivery(NotificationRules.Judge(notification, Settings, known, limits), SilentUntil(now))
            : new InboxDelivery(Delivery.Dropped, null);

    /// <summary>When the silence that the owner wants now is over; null if devices may be told now.</summary>
    public DateTimeOffset? SilentUntil(DateTimeOffset now) => QuietTime.EndOf(Settings, now);

    /// <summary>The inbox after a change of its entries.</summary>
    public Inbox Changed() => this with { Version = Version + 1 };

    /// <summary>The inbox after a change of its settings.</summary>
    public Inbox With(NotificationSettings settings) => new(Owner, Version + 1, settings);

    /// <summary>
    /// True if changes after a version can be told. A version that this inbox never had comes from another life of it.
    /// </summary>
    public bool CanFollow(long version) => version <= Version;

    /// <summary>False for a change of which devices may not know: what is held back changed the version alone.</summary>
    public static bool IsWorthTelling(InboxChange change) => !change.IsWhole || change.Entries.Length + change.Removed.Length > 0;
}
