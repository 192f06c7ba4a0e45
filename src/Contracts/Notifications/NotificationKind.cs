namespace AudioRooms.Contracts.Notifications;

/// <summary>What a notification tells its receiver. The number is stored and never reused for another kind.</summary>
public enum NotificationKind
{
    /// <summary>A person that the receiver follows opened a room.</summary>
    RoomStarted = 1,

    /// <summary>The receiver was invited to a stage.</summary>
    StageInvited = 2,

    /// <summary>A person that the receiver follows asked the receiver into a room.</summary>
    RoomPing = 3,

    /// <summary>A person came on a stage, and the receiver wants every notification about that person.</summary>
    SpokeOnStage = 4,

    /// <summary>The receiver was invited to a club.</summary>
    ClubInvited = 5,

    /// <summary>A person joined a club that the receiver runs, or the receiver was let into a club.</summary>
    ClubMemberJoined = 6,

    /// <summary>A room opened in one of the receiver's clubs.</summary>
    ClubRoomStarted = 7,

    /// <summary>A person started to follow the receiver.</summary>
    Followed = 8,

    /// <summary>A person that the receiver follows started to follow the receiver too.</summary>
    FollowedBack = 9,

    /// <summary>A person that the receiver follows, or one of the receiver's clubs, scheduled an event.</summary>
    EventScheduled = 10,

    /// <summary>An event that the receiver follows, attends or hosts has a new start.</summary>
    EventMoved = 11,

    /// <summary>An event that the receiver follows, attends or hosts was cancelled.</summary>
    EventCancelled = 12,

    /// <summary>An event that the receiver follows or attends begins now or soon.</summary>
    EventReminder = 13,

    /// <summary>An event that the receiver hosts begins soon.</summary>
    EventHostReminder = 14,

    /// <summary>An event that the receiver hosts begins now.</summary>
    EventStarting = 15,

    /// <summary>More happened within an hour than is told one by one; the items of the entry say what.</summary>
    Digest = 16,

    /// <summary>A person applied for membership of a club that the receiver runs.</summary>
    ClubApplied = 17,
}
