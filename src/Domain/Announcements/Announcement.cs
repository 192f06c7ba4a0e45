using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Announcements;

/// <summary>Something that happened and that must be told: to people in their inboxes, to operators by webhook.</summary>
/// <param name="Actor">The user who did it; null if no user did.</param>
/// <param name="Subject">What it is about: "room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="Recipient">The only person to tell; null to tell the followers of the actor, the club or the event.</param>
/// <param name="Text">Name of the subject, for example a room's title.</param>
/// <param name="Club">Id of the club that the subject belongs to; null for none.</param>
public sealed record Announcement(
    AnnouncementKind Kind,
    UserId? Actor,
    string Subject,
    DateTimeOffset At,
    UserId? Recipient = null,
    string? Text = null,
    string? Club = null);
