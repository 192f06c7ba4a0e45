using System.Globalization;
using AudioRooms.Domain.Announcements;

namespace AudioRooms.Grains.Events;

/// <summary>
/// Something that people of one occurrence are told one by one: each of them chose when,
/// and not everybody comes to every occurrence.
/// </summary>
/// <param name="EventId">Which event.</param>
/// <param name="Kind">What they are told.</param>
/// <param name="Occurrence">Which occurrence.</param>
/// <param name="Title">Its title.</param>
/// <param name="At">When it came to be told.</param>
internal sealed record EventNotification(string EventId, AnnouncementKind Kind, long Occurrence, string Title, DateTimeOffset At)
{
    /// <summary>Of a reminder: for those who want it so long before; 0 for everybody.</summary>
    public int LeadMinutes { get; init; }

    /// <summary>Who did it; is not told.</summary>
    public string? Actor { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string After { get; init; } = string.Empty;

    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{EventId}/{Occurrence}/{(int)Kind}/{LeadMinutes}/{At.ToUnixTimeMilliseconds()}");
}
