namespace AudioRooms.Contracts.Notifications;

/// <summary>What an entry of an inbox says. Stored by number: a number is never used again.</summary>
public enum NotificationKind
{
    /// <summary>Somebody whom they follow opened a room.</summary>
    RoomStarted = 1,

    /// <summary>They are asked on a stage.</summary>
    StageInvited = 2,

    /// <summary>Somebody whom they follow asks them into a room.</summary>
    RoomPing = 3,

    /// <summary>Somebody of whom they want to hear everything came on a stage.</summary>
    SpokeOnStage = 4,

    /// <summary>They are asked into a club.</summary>
    ClubInvited = 5,

    /// <summary>Somebody joined a club that they run, or they themselves were let into one.</summary>
    ClubMemberJoined = 6,

    /// <summary>A room opened in one of their clubs.</summary>
    ClubRoomStarted = 7,

    /// <summary>Somebody follows them.</summary>
    Followed = 8,

    /// <summary>Somebody whom they follow follows them too.</summary>
    FollowedBack = 9,

    /// <summary>Somebody whom they follow, or one of their clubs, scheduled an event.</summary>
    EventScheduled = 10,

    /// <summary>An event that they follow, attend or host has another time.</summary>
    EventMoved = 11,

    /// <summary>An event that they follow, attend or host will not take place.</summary>
    EventCancelled = 12,

    /// <summary>An event that they follow or attend begins, now or soon.</summary>
    EventReminder = 13,

    /// <summary>An event that they host begins soon.</summary>
    EventHostReminder = 14,

    /// <summary>An event that they host begins.</summary>
    EventStarting = 15,

    /// <summary>More happened within an hour than they are told one by one; the items say what.</summary>
    Digest = 16,

    /// <summary>Somebody asks to be let into a club that they run.</summary>
    ClubApplied = 17,
}
