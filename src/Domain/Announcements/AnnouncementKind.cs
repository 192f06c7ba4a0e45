namespace AudioRooms.Domain.Announcements;

/// <summary>What happened. The number is stored until everybody has been told, and is never reused for another kind.</summary>
public enum AnnouncementKind
{
    /// <summary>A room opened. Actor: its owner. Text: its title.</summary>
    RoomStarted = 1,

    /// <summary>A room ended. Actor: the person who ended it; null if it closed by itself.</summary>
    RoomEnded = 2,

    /// <summary>A host invited the recipient to the stage. Text: the room's title.</summary>
    StageInvited = 3,

    /// <summary>The actor asked the recipient into a room. Text: its title.</summary>
    RoomPing = 4,

    /// <summary>The actor came on stage of a room. Text: its title.</summary>
    SpokeOnStage = 5,

    /// <summary>The actor invited the recipient to a club. Text: its name.</summary>
    ClubInvited = 6,

    /// <summary>The actor became a member of a club. Text: its name.</summary>
    ClubMemberJoined = 7,

    /// <summary>A room opened in a club. Subject: the room. Actor: its owner. Text: its title.</summary>
    ClubRoomStarted = 8,

    /// <summary>The actor follows the recipient.</summary>
    Followed = 9,

    /// <summary>The actor follows the recipient, who already followed the actor.</summary>
    FollowedBack = 10,

    /// <summary>The actor scheduled an event. Text: its title.</summary>
    EventScheduled = 11,

    /// <summary>An event, or one occurrence, has a new start. Text: its title.</summary>
    EventMoved = 12,

    /// <summary>An event, or one occurrence, was cancelled. Text: its title.</summary>
    EventCancelled = 13,

    /// <summary>An event begins soon; for the people who follow or attend it. Text: its title.</summary>
    EventReminder = 14,

    /// <summary>An event begins soon; for its hosts. Text: its title.</summary>
    EventHostReminder = 15,

    /// <summary>An event begins now; for its hosts. People who follow or attend it get their own reminder at the start. Text: its
    /// title.</summary>
    EventStarting = 16,

    /// <summary>A report was filed.</summary>
    ReportFiled = 17,

    /// <summary>An account was suspended.</summary>
    AccountSuspended = 18,

    /// <summary>An account's suspension was lifted.</summary>
    AccountReinstated = 19,

    /// <summary>The actor applied for membership of a club. Text: its name.</summary>
    ClubApplied = 20,
}
