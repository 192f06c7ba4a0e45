using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Announcements;

/// <summary>Something that happened and that others may want to hear of: people in their inboxes, operators by webhook.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">Who did it; null if nobody did.</param>
/// <param name="Subject">What it is about: "room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="At">When.</param>
/// <param name="Recipient">The one person it is for; null if whoever follows actor, club or event hears of it.</param>
/// <param name="Text">What people see of the subject, for example a room's title.</param>
/// <param name="Club">Id of the club that the subject belongs to.</param>
public sealed record Announcement(
    AnnouncementKind Kind,
    UserId? Actor,
    string Subject,
    DateTimeOffset At,
    UserId? Recipient = null,
    string? Text = null,
    string? Club = null);
