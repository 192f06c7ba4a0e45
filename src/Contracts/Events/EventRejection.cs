namespace AudioRooms.Contracts.Events;

/// <summary>Why an event refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum EventRejection
{
    /// <summary>The event does not exist, or it is for members of a club and the caller is not one. Both cases get the same
    /// answer, so that the existence of such an event stays hidden.</summary>
    NotFound = 1,

    /// <summary>An event with this id was scheduled before.</summary>
    AlreadyExists = 2,

    /// <summary>The title is not 1 to 100 characters, or has control characters.</summary>
    TitleInvalid = 3,

    /// <summary>The description has more than 1,000 characters, or control characters other than line ends.</summary>
    DescriptionInvalid = 4,

    /// <summary>More than 3 topics, or one that is not 1 to 40 characters.</summary>
    TopicsInvalid = 5,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 6,

    /// <summary>There is no time zone with this IANA name.</summary>
    ZoneInvalid = 7,

    /// <summary>The recurrence rule is not supported, or has no occurrence.</summary>
    RuleInvalid = 8,

    /// <summary>The duration is not 5 minutes to 12 hours.</summary>
    DurationInvalid = 9,

    /// <summary>The first occurrence is over or further ahead than allowed, or an occurrence would move past its
    /// neighbours.</summary>
    StartInvalid = 10,

    /// <summary>More than 2 co-hosts, more than 10 guests, or one person named twice.</summary>
    PeopleInvalid = 11,

    /// <summary>Only the host and the co-hosts may do this.</summary>
    NotHost = 12,

    /// <summary>The event was cancelled.</summary>
    Cancelled = 13,

    /// <summary>The event has no occurrence with this id.</summary>
    NoSuchOccurrence = 14,

    /// <summary>The occurrence is cancelled, over or missed.</summary>
    OccurrenceOver = 15,

    /// <summary>The room opens 30 minutes before the occurrence at the earliest.</summary>
    TooEarly = 16,

    /// <summary>The occurrence has begun and can no longer be changed.</summary>
    AlreadyStarted = 17,

    /// <summary>The caller has as many open events as a user may.</summary>
    TooManyEvents = 18,

    /// <summary>The club does not exist, or the caller may not schedule events in it.</summary>
    ClubRefused = 19,

    /// <summary>A reminder is possible 0, 5, 10, 15, 30, 60, 120 or 1,440 minutes before the start.</summary>
    ReminderInvalid = 20,

    /// <summary>The start is not a local date and time in whole minutes.</summary>
    StartUnreadable = 21,
}
