namespace AudioRooms.Domain.Announcements;

/// <summary>What happened. Stored by number until everybody has heard of it: a number is never used again.</summary>
public enum AnnouncementKind
{
    /// <summary>A room opened. Actor: its owner. Text: its title.</summary>
    RoomStarted = 1,

    /// <summary>A room ended. Actor: whoever ended it, or null if it closed by itself.</summary>
    RoomEnded = 2,

    /// <summary>A host asked the recipient on stage. Text: the room's title.</summary>
    StageInvited = 3,

    /// <summary>Somebody asks the recipient into a room. Text: its title.</summary>
    RoomPing = 4,

    /// <summary>The actor came on stage of a room. Text: its title.</summary>
    SpokeOnStage = 5,

    /// <summary>The actor asks the recipient into a club. Text: its name.</summary>
    ClubInvited = 6,

    /// <summary>The actor became a member of a club. Text: its name.</summary>
    ClubMemberJoined = 7,

    /// <summary>A room opened in a club. Subject: the room. Actor: its owner. Text: its title.</summary>
    ClubRoomStarted = 8,

    /// <summary>The actor follows the recipient.</summary>
    Followed = 9,

    /// <summary>The actor follows the recipient, who followed them before.</summary>
    FollowedBack = 10,

    /// <summary>The actor scheduled an event. Text: its title.</summary>
    EventScheduled = 11,

    /// <summary>An event, or one occurrence, has another time. Text: its title.</summary>
    EventMoved = 12,

    /// <summary>An event, or one occurrence, will not take place. Text: its title.</summary>
    EventCancelled = 13,

    /// <summary>An event begins soon; for those who follow or attend it. Text: its title.</summary>
    EventReminder = 14,

    /// <summary>An event begins soon; for those who host it. Text: its title.</summary>
    EventHostReminder = 15,

    /// <summary>
    /// An event begins now; for those who host it. The others are reminded at the start by a reminder of their own. Text: its
    /// title.
    /// </summary>
    EventStarting = 16,

    /// <summary>A report was filed.</summary>
    ReportFiled = 17,

    /// <summary>An account was suspended.</summary>
    AccountSuspended = 18,

    /// <summary>An account may be used again.</summary>
    AccountReinstated = 19,

    /// <summary>The actor asks to be let into a club. Text: its name.</summary>
    ClubApplied = 20,
}
