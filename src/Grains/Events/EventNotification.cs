using System.Globalization;
using AudioRooms.Domain.Announcements;

namespace AudioRooms.Grains.Events;

/// <summary>An announcement for the people of one occurrence, told to each by name: each of them chose a lead, and not everybody
/// attends every occurrence.</summary>
/// <param name="Occurrence">Id of the occurrence.</param>
/// <param name="Title">Title of the occurrence.</param>
/// <param name="At">When it became due.</param>
internal sealed record EventNotification(string EventId, AnnouncementKind Kind, long Occurrence, string Title, DateTimeOffset At)
{
    /// <summary>For a reminder: tells only people who chose this lead; 0 tells everybody.</summary>
    public int LeadMinutes { get; init; }

    /// <summary>The user who caused it and is not told; null for none.</summary>
    public string? Actor { get; init; }

    /// <summary>The last user of the previous page; empty for the first page.</summary>
    public string After { get; init; } = string.Empty;

    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{EventId}/{Occurrence}/{(int)Kind}/{LeadMinutes}/{At.ToUnixTimeMilliseconds()}");
}
