namespace AudioRooms.Contracts.Clubs;

/// <summary>Why a club refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum ClubRejection
{
    /// <summary>The club does not exist, or it is private and the caller is neither in it nor invited. Both cases get the same
    /// answer, so that the existence of a private club stays hidden.</summary>
    NotFound = 1,

    /// <summary>A club with this id was founded before.</summary>
    AlreadyExists = 2,

    /// <summary>The club is closed; nothing in it changes any more.</summary>
    Closed = 3,

    /// <summary>The name is not 1 to 40 characters on one line, or has an emoji.</summary>
    NameInvalid = 4,

    /// <summary>Another club has this name; capitals and accents do not count.</summary>
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

    /// <summary>The caller's role does not allow this.</summary>
    NotAllowed = 13,

    /// <summary>This club takes members by application only.</summary>
    ApplicationNeeded = 14,

    /// <summary>This club takes members by invitation only.</summary>
    InvitationNeeded = 15,

    /// <summary>This club takes members by joining or by invitation; it has no applications.</summary>
    NothingToApplyFor = 16,

    /// <summary>The user has not applied.</summary>
    NotApplied = 17,

    /// <summary>The user is not a member.</summary>
    NotMember = 18,

    /// <summary>The user is the owner, who can leave only by handing the club over or closing it.</summary>
    OwnerStays = 19,

    /// <summary>The user is banned from the club.</summary>
    Banned = 20,

    /// <summary>The club has as many members as it may have.</summary>
    Full = 21,

    /// <summary>Too many applications and invitations are open.</summary>
    TooManyPending = 22,

    /// <summary>The caller owns as many clubs as a user may.</summary>
    TooManyClubs = 23,

    /// <summary>This role cannot be given: only member and leader can.</summary>
    RoleInvalid = 24,

    /// <summary>The invited person does not exist, or a block stands between that person and the caller or the club's owner. Both
    /// cases get the same answer.</summary>
    PersonNotFound = 25,

    /// <summary>The future owner owns as many clubs as a user may.</summary>
    HeirOwnsTooMany = 26,
}
