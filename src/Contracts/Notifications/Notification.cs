using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>Something that happened, on its way into one inbox. Whether its receiver may know of it has been checked.</summary>
/// <param name="Id">The same whenever it is delivered again.</param>
/// <param name="Kind">What.</param>
/// <param name="Actor">Who did it; null if nobody did.</param>
/// <param name="Subject">"room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="Text">What the subject is called; may be empty.</param>
/// <param name="Club">Id of the club that the subject belongs to; null for none.</param>
/// <param name="At">When.</param>
/// <param name="IsSparing">The receiver wants to hear of the actor sometimes only: once a day.</param>
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
