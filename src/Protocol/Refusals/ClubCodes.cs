using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of a club's refusals. Programs compare the codes; people read the text beside them.</summary>
public static class ClubCodes
{
    /// <summary>There is no such club.</summary>
    public const string NotFound = "club_not_found";

    /// <summary>A club with this id was founded before.</summary>
    public const string AlreadyExists = "club_exists";

    /// <summary>The club is closed.</summary>
    public const string Closed = "club_closed";

    /// <summary>
    /// The name has not 1 to <see cref="ClubBounds.NameLengthMax"/> characters, has no letter or digit, or has an emoji or
    /// control characters.
    /// </summary>
    public const string NameInvalid = "club_name_invalid";

    /// <summary>Another club has this name, apart from capitals and accents.</summary>
    public const string NameTaken = "club_name_taken";

    /// <summary>The description exceeds <see cref="ClubLimits.DescriptionLengthMax"/> or has control characters.</summary>
    public const string DescriptionInvalid = "club_description_invalid";

    /// <summary>The rules exceed <see cref="ClubLimits.RulesLengthMax"/> or have control characters.</summary>
    public const string RulesInvalid = "club_rules_invalid";

    /// <summary>The question exceeds <see cref="ClubLimits.QuestionLengthMax"/> or has control characters.</summary>
    public const string QuestionInvalid = "club_question_invalid";

    /// <summary>
    /// There are more than <see cref="ClubLimits.TopicCountMax"/> topics, or one exceeds <see cref="ClubLimits.TopicLengthMax"/>.
    /// </summary>
    public const string TopicsInvalid = "club_topics_invalid";

    /// <summary>The language is no BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "club_language_invalid";

    /// <summary>The club asks a question, and the answer is empty or exceeds <see cref="ClubLimits.AnswerLengthMax"/>.</summary>
    public const string AnswerInvalid = "club_answer_invalid";

    /// <summary>The club has rules: the applicant must accept the present edition by its number.</summary>
    public const string RulesNotAccepted = "club_rules_not_accepted";

    /// <summary>The caller's role in the club does not allow this.</summary>
    public const string NotAllowed = "club_role_too_low";

    /// <summary>People become members of this club by applying.</summary>
    public const string ApplicationNeeded = "club_application_needed";

    /// <summary>People become members of this club by invitation.</summary>
    public const string InvitationNeeded = "club_invitation_needed";

    /// <summary>This club takes no applications.</summary>
    public const string NothingToApplyFor = "club_takes_no_applications";

    /// <summary>This user has not applied.</summary>
    public const string NotApplied = "club_not_applied";

    /// <summary>This user is not a member of the club.</summary>
    public const string NotMember = "club_not_member";

    /// <summary>The owner can leave only after handing the club over or closing it.</summary>
    public const string OwnerStays = "club_owner_stays";

    /// <summary>This user is banned from the club.</summary>
    public const string Banned = "club_banned";

    /// <summary>The club has no place left.</summary>
    public const string Full = "club_full";

    /// <summary>The club has too many open applications and invitations.</summary>
    public const string TooManyPending = "club_pending_full";

    /// <summary>The caller owns as many clubs as allowed.</summary>
    public const string TooManyClubs = "clubs_owned_full";

    /// <summary>There is no such person to invite, or that person and the caller or the owner have blocked each other.</summary>
    public const string PersonNotFound = "club_person_not_found";

    /// <summary>The new owner already owns as many clubs as allowed.</summary>
    public const string HeirOwnsTooMany = "club_heir_full";

    /// <summary>Only member and leader can be given as roles.</summary>
    public const string RoleInvalid = "club_role_invalid";
}
