namespace AudioRooms.Contracts.Clubs;

/// <summary>Why a club refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum ClubRejection
{
    /// <summary>
    /// There is no such club, or it is private and whoever asks neither belongs to it nor is invited;
    /// the two look alike on purpose.
    /// </summary>
    NotFound = 1,

    /// <summary>A club with this id was founded before.</summary>
    AlreadyExists = 2,

    /// <summary>The club is closed; nothing in it changes any more.</summary>
    Closed = 3,

    /// <summary>The name is not 1 to 40 characters on one line, or has an emoji.</summary>
    NameInvalid = 4,

    /// <summary>A club has this name, capitals and accents aside.</summary>
    NameTaken = 5,

    /// <summary>The description has more than 200 characters, or control characters.</summary>
    DescriptionInvalid = 6,

    /// <summary>The rules have more than 2,000 characters, or control characters other than line ends.</summary>
    RulesInvalid = 7,

    /// <summary>The question to applicants has more than 200 characters, or control characters.</summary>
    QuestionInvalid = 8,

    /// <summary>More than 3 topics, or one that is not 1 to 40 characters.</summary>
    TopicsInvalid = 9,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 10,

    /// <summary>The club asks applicants a question: the answer is not 1 to 500 characters.</summary>
    AnswerInvalid = 11,

    /// <summary>The club has rules, and the edition that was accepted is not the current one.</summary>
    RulesNotAccepted = 12,

    /// <summary>The role of whoever asks does not allow it.</summary>
    NotAllowed = 13,

    /// <summary>One becomes a member of this club by applying.</summary>
    ApplicationNeeded = 14,

    /// <summary>One becomes a member of this club by being invited.</summary>
    InvitationNeeded = 15,

    /// <summary>One becomes a member of this club by joining or being invited: there is nothing to apply for.</summary>
    NothingToApplyFor = 16,

    /// <summary>The user has not applied.</summary>
    NotApplied = 17,

    /// <summary>The user is not a member.</summary>
    NotMember = 18,

    /// <summary>The user is the owner, who leaves by handing the club over or closing it.</summary>
    OwnerStays = 19,

    /// <summary>The user may not come back.</summary>
    Banned = 20,

    /// <summary>The club has no place left.</summary>
    Full = 21,

    /// <summary>Too many applications and invitations are open.</summary>
    TooManyPending = 22,

    /// <summary>Whoever asks owns as many clubs as one may.</summary>
    TooManyClubs = 23,

    /// <summary>The role can not be given: only member and leader can.</summary>
    RoleInvalid = 24,

    /// <summary>
    /// There is no such person to invite, or one of them and of the club's owner and whoever asks has blocked the other.
    /// </summary>
    PersonNotFound = 25,

    /// <summary>The heir owns as many clubs as one may.</summary>
    HeirOwnsTooMany = 26,
}
