using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which an inbox refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class InboxCodes
{
    /// <summary>Quiet hours begin and end at two different minutes of a day, in a time zone.</summary>
    public const string QuietHoursInvalid = "quiet_hours_invalid";

    /// <summary>The time zone of quiet hours is an IANA name such as Europe/Paris, in its exact spelling.</summary>
    public const string QuietHoursZoneInvalid = "quiet_hours_zone_invalid";

    /// <summary>Ends later than <see cref="InboxLimits.PauseMax"/> ahead.</summary>
    public const string PauseTooLong = "pause_too_long";

    /// <summary><see cref="InboxLimits.MutedMax"/> people, clubs and events are muted.</summary>
    public const string TooManyMuted = "muted_sources_full";

    /// <summary>There is no such person, or one of you has blocked the other.</summary>
    public const string PersonNotFound = "asked_person_not_found";

    /// <summary>Asking somebody in who does not follow you.</summary>
    public const string NotFollower = "asked_person_not_follower";

    /// <summary>There is no such room.</summary>
    public const string RoomNotFound = "asked_room_not_found";

    /// <summary>The room has ended.</summary>
    public const string RoomEnded = "asked_room_ended";

    /// <summary>They may not enter, and you cannot let them in.</summary>
    public const string RoomForbidden = "asked_room_forbidden";

    /// <summary><see cref="InboxLimits.AskedInPerHour"/> people were asked within an hour.</summary>
    public const string TooManyAsked = "asked_people_full";
}
