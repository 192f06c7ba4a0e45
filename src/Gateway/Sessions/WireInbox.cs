using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Converts inboxes to the wire's form and back. The kinds have the same numbers on both sides, which a test checks.
/// </summary>
internal static class WireInbox
{
    public static Wire.V1.InboxUpdate Of(InboxChange change)
    {
        var wire = new Wire.V1.InboxUpdate { State = Of(change.State), News = change.IsNews, Reload = !change.IsWhole };
        wire.Entries.AddRange(change.Entries.Select(Of));
        wire.RemovedEntryIds.AddRange(change.Removed);
        return wire;
    }

    public static Wire.V1.ListInboxResponse Of(InboxPage page)
    {
        var wire = new Wire.V1.ListInboxResponse { NextPageToken = page.NextPageToken ?? "", State = Of(page.State) };
        wire.Entries.AddRange(page.Entries.Select(Of));
        return wire;
    }

    public static Wire.V1.InboxState Of(InboxState state) => new()
    {
        Version = (ulong)state.Version, UnreadCount = (uint)state.UnreadCount,
    };

    public static Wire.V1.NotificationSettings Of(NotificationSettings settings)
    {
        var wire = new Wire.V1.NotificationSettings { PausedUntilUnixMs = settings.PausedUntil?.ToUnixTimeMilliseconds() ?? 0 };
        if (settings.QuietHours is { } hours)
        {
            wire.QuietHours = new Wire.V1.QuietHours
            {
                FromMinute = (uint)hours.FromMinute, ToMinute = (uint)hours.ToMinute, TimeZone = hours.TimeZone,
            };
        }

        wire.Muted.AddRange(settings.MutedSources.Select(SourceOf));
        wire.Muted.AddRange(
            settings.MutedKinds.Select(kind => new Wire.V1.NotificationSource { Kind = (Wire.V1.NotificationKind)kind }));
        return wire;
    }

    /// <summary>Reads quiet hours. Minutes outside a day are kept, so that the caller can refuse them.</summary>
    public static QuietHours? Of(Wire.V1.QuietHours? hours) => hours is null
        ? null
        : new QuietHours(
            (int)Math.Min(hours.FromMinute, int.MaxValue), (int)Math.Min(hours.ToMinute, int.MaxValue), hours.TimeZone);

    /// <summary>Reads a source; null if it is no source that can be muted.</summary>
    public static NotificationSource? Of(Wire.V1.NotificationSource? source) => source?.SourceCase switch
    {
        Wire.V1.NotificationSource.SourceOneofCase.UserId => About("user", source.UserId),
        Wire.V1.NotificationSource.SourceOneofCase.ClubId => About("club", source.ClubId),
        Wire.V1.NotificationSource.SourceOneofCase.EventId => About("event", source.EventId),
        Wire.V1.NotificationSource.SourceOneofCase.Kind when Enum.IsDefined((NotificationKind)source.Kind) =>
            new NotificationSource(null, (NotificationKind)source.Kind),
        _ => null,
    };

    private static Wire.V1.InboxEntry Of(InboxEntry entry)
    {
        var wire = new Wire.V1.InboxEntry
        {
            EntryId = entry.EntryId,
            Version = (ulong)entry.Version,
            Kind = (Wire.V1.NotificationKind)entry.Kind,
            Count = (ulong)entry.Count,
            ActorCount = (ulong)entry.ActorCount,
            FirstAtUnixMs = entry.FirstAt.ToUnixTimeMilliseconds(),
            AtUnixMs = entry.At.ToUnixTimeMilliseconds(),
            Read = entry.IsRead,
        };
        wire.Newest.AddRange(entry.Newest.Select(Of));
        return wire;
    }

    private static Wire.V1.InboxItem Of(InboxItem item)
    {
        var wire = new Wire.V1.InboxItem
        {
            Kind = (Wire.V1.NotificationKind)item.Kind,
            Actor = item.Actor is { } actor ? WireViews.Of(actor) : null,
            Text = item.Text,
            AtUnixMs = item.At.ToUnixTimeMilliseconds(),
        };
        var (kind, id) = Parts(item.Subject);
        switch (kind)
        {
            case "room":
                wire.RoomId = id;
                break;
            case "club":
                wire.ClubId = id;
                break;
            case "event":
                wire.EventId = id;
                break;
            case "user":
                wire.UserId = id;
                break;
        }

        return wire;
    }

    private static Wire.V1.NotificationSource SourceOf(string subject) => Parts(subject) switch
    {
        ("user", var id) => new Wire.V1.NotificationSource { UserId = id },
        ("club", var id) => new Wire.V1.NotificationSource { ClubId = id },
        (_, var id) => new Wire.V1.NotificationSource { EventId = id },
    };

    private static NotificationSource? About(string kind, string id) =>
        Identifiers.IsWellFormed(id) ? new NotificationSource($"{kind}/{id}", null) : null;

    private static (string Kind, string Id) Parts(string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (subject, "") : (subject[..slash], subject[(slash + 1)..]);
    }
}
