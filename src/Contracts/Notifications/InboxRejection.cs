namespace AudioRooms.Contracts.Notifications;

/// <summary>Why an inbox refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum InboxRejection
{
    /// <summary>The minutes are not two different ones of a day, or no time zone is given.</summary>
    QuietHoursInvalid = 1,

    /// <summary>The pause ends more than 30 days from now.</summary>
    PauseTooLong = 2,

    /// <summary>500 sources are muted already.</summary>
    TooManyMuted = 3,

    /// <summary>There is no such person, or one of the two has blocked the other.</summary>
    PersonNotFound = 4,

    /// <summary>Only people who follow whoever asks are asked into a room.</summary>
    NotFollower = 5,

    /// <summary>There is no such room, or whoever asks may not see it.</summary>
    RoomNotFound = 6,

    /// <summary>The room has ended.</summary>
    RoomEnded = 7,

    /// <summary>The person was put out of the room, or may not enter it and whoever asks cannot let them in.</summary>
    RoomForbidden = 8,

    /// <summary>Whoever asks has asked 30 people within an hour.</summary>
    TooManyAsked = 9,

    /// <summary>The time zone of quiet hours has no such IANA name.</summary>
    QuietHoursZoneInvalid = 10,
}
