namespace AudioRooms.Contracts.Notifications;

/// <summary>Why an inbox refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum InboxRejection
{
    /// <summary>The two minutes are equal or not within 0 to 1,439, or the time zone is missing.</summary>
    QuietHoursInvalid = 1,

    /// <summary>The pause ends more than 30 days from now.</summary>
    PauseTooLong = 2,

    /// <summary>500 sources are muted already.</summary>
    TooManyMuted = 3,

    /// <summary>The person does not exist, or one of the two has blocked the other. Both cases get the same answer.</summary>
    PersonNotFound = 4,

    /// <summary>Only followers of the caller can be asked into a room.</summary>
    NotFollower = 5,

    /// <summary>The room does not exist, or the caller may not see it.</summary>
    RoomNotFound = 6,

    /// <summary>The room has ended.</summary>
    RoomEnded = 7,

    /// <summary>The person was removed from the room, or may not enter it and the caller cannot admit anybody.</summary>
    RoomForbidden = 8,

    /// <summary>The caller has asked 30 people within an hour.</summary>
    TooManyAsked = 9,

    /// <summary>The time zone of quiet hours has no such IANA name.</summary>
    QuietHoursZoneInvalid = 10,
}
