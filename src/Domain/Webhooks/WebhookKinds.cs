using System.Collections.Frozen;
using AudioRooms.Domain.Announcements;

namespace AudioRooms.Domain.Webhooks;

/// <summary>The kinds of events as receivers of webhooks know them. The names are part of the wire protocol.</summary>
public static class WebhookKinds
{
    private static readonly FrozenSet<string> Names =
        Enum.GetValues<AnnouncementKind>().Select(NameOf).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for the name of a kind.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);

    /// <summary>"room_started" for <see cref="AnnouncementKind.RoomStarted"/>: the member's name in lower case, with underscores
    /// between words.</summary>
    public static string NameOf(AnnouncementKind kind) => string
        .Concat(kind.ToString().Select((letter, place) => char.IsUpper(letter) && place > 0 ? $"_{letter}" : $"{letter}"))
        .ToLowerInvariant();
}
