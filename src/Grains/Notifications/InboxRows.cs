using System.Collections.Immutable;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Notifications;

/// <summary>A row of <c>inbox_entries</c>.</summary>
internal sealed class InboxEntryRow
{
    public const string Columns =
        """
        e.entry_id AS EntryId, e.version AS Version, e.kind AS Kind, e.first_at_ms AS FirstAtMs, e.at_ms AS AtMs,
        e.is_read AS IsRead,
        e.is_gone AS IsGone, e.forgotten AS Forgotten
        """;

    public string EntryId { get; init; } = string.Empty;

    public long Version { get; init; }

    public int Kind { get; init; }

    public long FirstAtMs { get; init; }

    public long AtMs { get; init; }

    public bool IsRead { get; init; }

    public bool IsGone { get; init; }

    public long Forgotten { get; init; }

    public InboxEntry ToEntry(IEnumerable<InboxItemRow> newest, InboxCountRow? counts) => new(
        EntryId,
        Version,
        (NotificationKind)Kind,
        [.. newest.Select(item => item.ToItem())],
        (counts?.Items ?? 0) + Forgotten,
        counts?.Actors ?? 0,
        DateTimeOffset.FromUnixTimeMilliseconds(FirstAtMs),
        DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
        IsRead);
}

/// <summary>A row of <c>inbox_items</c> with the actor's current names.</summary>
internal sealed class InboxItemRow
{
    public string EntryId { get; init; } = string.Empty;

    public int Kind { get; init; }

    public string ActorId { get; init; } = string.Empty;

    public string? Handle { get; init; }

    public string? DisplayName { get; init; }

    public string Subject { get; init; } = string.Empty;

    public string Text { get; init; } = string.Empty;

    public long AtMs { get; init; }

    public InboxItem ToItem() => new(
        (NotificationKind)Kind,
        Handle is null || DisplayName is null ? null : new Person(new UserId(ActorId), Handle, DisplayName),
        Subject,
        Text,
        DateTimeOffset.FromUnixTimeMilliseconds(AtMs));
}

/// <summary>How many items and actors of an entry are kept.</summary>
internal sealed class InboxCountRow
{
    public string EntryId { get; init; } = string.Empty;

    public long Items { get; init; }

    public long Actors { get; init; }
}

/// <summary>The entries that a change touched.</summary>
internal sealed record InboxChanges(ImmutableArray<InboxEntry> Entries, ImmutableArray<string> Removed)
{
    public static InboxChanges None { get; } = new([], []);
}
