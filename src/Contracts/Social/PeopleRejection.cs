namespace AudioRooms.Contracts.Social;

/// <summary>Why something about people was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum PeopleRejection
{
    /// <summary>There is no such person, or they have blocked whoever asks: the two look alike on purpose.</summary>
    NotFound = 1,

    /// <summary>The name is not one line of 1 to 50 characters.</summary>
    NameInvalid = 2,

    /// <summary>The bio has more than 160 characters or 8 lines, or hidden characters.</summary>
    BioInvalid = 3,

    /// <summary>More than 20 interests, one twice, or one that is not in the topic tree.</summary>
    InterestsInvalid = 4,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 5,

    /// <summary>More than 3 lines of expertise, or one that is not 1 to 80 characters.</summary>
    ExpertiseInvalid = 6,

    /// <summary>Nobody follows, blocks or mutes themselves.</summary>
    Oneself = 7,

    /// <summary>Whoever asks has blocked this person; following needs that lifted.</summary>
    Blocked = 8,

    /// <summary>Whoever asks follows, has blocked or has muted as many people as one may.</summary>
    TooMany = 9,

    /// <summary>How much to hear of somebody is said of people whom one follows.</summary>
    NotFollowed = 10,
}
