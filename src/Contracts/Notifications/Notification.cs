using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>A notification on its way into one inbox. The sender has already checked that the receiver may know of it.</summary>
/// <param name="Id">Identifies the notification; stays the same when it is delivered again.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">The user who did it; null if no user did.</param>
/// <param name="Subject">"room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="Text">Name of the subject, for example a room's title; may be empty.</param>
/// <param name="Club">Id of the club that the subject belongs to; null for none.</param>
/// <param name="At">When it happened.</param>
/// <param name="IsSparing">True if the receiver wants to hear of the actor sometimes only: at most once a day.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Notification")]
public sealed record Notification(
    [property: Id(0)] string Id,
    [property: Id(1)] NotificationKind Kind,
    [property: Id(2)] UserId? Actor,
    [property: Id(3)] string Subject,
    [property: Id(4)] string Text,
    [property: Id(5)] string? Club,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] bool IsSparing);
