using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Notifications;

/// <summary>One user's inbox without its entries, as a value.</summary>
/// <param name="Owner">The user.</param>
/// <param name="Version">Grows with every change; 0 if nothing was ever written. The store refuses a writer that is not at the
/// stored version.</param>
/// <param name="Settings">Which notifications the user wants, and when.</param>
public sealed record Inbox(UserId Owner, long Version, NotificationSettings Settings)
{
    /// <summary>False if the owner is not told regardless of what came before: the owner did it, or has muted it.</summary>
    public bool Wants(Notification notification) =>
        notification.Actor != Owner && !NotificationRules.IsMuted(notification, Settings);

    /// <summary>Decides about a notification.</summary>
    /// <param name="history">Earlier notifications; null if this one was delivered before or is not wanted.</param>
    /// <param name="limits">The inbox's bounds.</param>
    public InboxDelivery Deliver(Notification notification, InboxHistory? history, InboxLimits limits, DateTimeOffset now) =>
        Wants(notification) && history is { } known
            ? new InboxDelivery(NotificationRules.Judge(notification, Settings, known, limits), SilentUntil(now))
            : new InboxDelivery(Delivery.Dropped, null);

    /// <summary>When the present pause or quiet hours end; null if devices may be told now.</summary>
    public DateTimeOffset? SilentUntil(DateTimeOffset now) => QuietTime.EndOf(Settings, now);

    /// <summary>The inbox after a change of its entries.</summary>
    public Inbox Changed() => this with { Version = Version + 1 };

    /// <summary>The inbox after a change of its settings.</summary>
    public Inbox With(NotificationSettings settings) => new(Owner, Version + 1, settings);

    /// <summary>True if the changes after a version are known. A higher version than the inbox has comes from an earlier inbox of
    /// the user, before it was erased.</summary>
    public bool CanFollow(long version) => version <= Version;

    /// <summary>False for a change that devices may not see: a notification that is held back changes only the version.</summary>
    public static bool IsWorthTelling(InboxChange change) => !change.IsWhole || change.Entries.Length + change.Removed.Length > 0;
}
