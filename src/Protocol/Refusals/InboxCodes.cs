using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of an inbox's refusals. Programs compare the codes; people read the text beside them.</summary>
public static class InboxCodes
{
    /// <summary>Quiet hours need two different minutes of a day, and a time zone.</summary>
    public const string QuietHoursInvalid = "quiet_hours_invalid";

    /// <summary>The time zone of quiet hours is no IANA name such as Europe/Paris, in its exact spelling.</summary>
    public const string QuietHoursZoneInvalid = "quiet_hours_zone_invalid";

    /// <summary>The pause is longer than <see cref="InboxLimits.PauseMax"/>.</summary>
    public const string PauseTooLong = "pause_too_long";

    /// <summary><see cref="InboxLimits.MutedMax"/> people, clubs and events are muted already.</summary>
    public const string TooManyMuted = "muted_sources_full";

    /// <summary>There is no such person, or one of the two has blocked the other.</summary>
    public const string PersonNotFound = "asked_person_not_found";

    /// <summary>The person asked in does not follow the caller.</summary>
    public const string NotFollower = "asked_person_not_follower";

    /// <summary>There is no such room.</summary>
    public const string RoomNotFound = "asked_room_not_found";

    /// <summary>The room has ended.</summary>
    public const string RoomEnded = "asked_room_ended";

    /// <summary>The person may not enter the room, and the caller cannot let the person in.</summary>
    public const string RoomForbidden = "asked_room_forbidden";

    /// <summary>The caller asked <see cref="InboxLimits.AskedInPerHour"/> people within an hour.</summary>
    public const string TooManyAsked = "asked_people_full";
}
