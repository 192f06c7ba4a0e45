namespace AudioRooms.Contracts.Social;

/// <summary>Why a call about people was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum PeopleRejection
{
    /// <summary>The person does not exist, or has blocked the caller. Both cases get the same answer, so that a block stays
    /// hidden.</summary>
    NotFound = 1,

    /// <summary>The name is not one line of 1 to 50 characters.</summary>
    NameInvalid = 2,

    /// <summary>The bio has more than 160 characters or 8 lines, or invisible characters.</summary>
    BioInvalid = 3,

    /// <summary>More than 20 interests, one of them twice, or one that is not in the topic tree.</summary>
    InterestsInvalid = 4,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 5,

    /// <summary>More than 3 lines of expertise, or one that is not 1 to 80 characters.</summary>
    ExpertiseInvalid = 6,

    /// <summary>A user cannot follow, block or mute their own account.</summary>
    Oneself = 7,

    /// <summary>The caller has blocked this person and must unblock before following.</summary>
    Blocked = 8,

    /// <summary>The caller follows, has blocked or has muted as many people as a user may.</summary>
    TooMany = 9,

    /// <summary>The caller does not follow this person, so there is nothing to set about how much to hear.</summary>
    NotFollowed = 10,
}
