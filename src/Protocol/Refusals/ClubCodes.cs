using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which a club refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class ClubCodes
{
    /// <summary>There is no such club.</summary>
    public const string NotFound = "club_not_found";

    /// <summary>A club with this id was founded before.</summary>
    public const string AlreadyExists = "club_exists";

    /// <summary>The club is closed.</summary>
    public const string Closed = "club_closed";

    /// <summary>
    /// Not 1 to <see cref="ClubBounds.NameLengthMax"/> characters, no letter or digit, an emoji, or control characters.
    /// </summary>
    public const string NameInvalid = "club_name_invalid";

    /// <summary>A club has this name, capitals and accents aside.</summary>
    public const string NameTaken = "club_name_taken";

    /// <summary>Above <see cref="ClubLimits.DescriptionLengthMax"/>, or control characters.</summary>
    public const string DescriptionInvalid = "club_description_invalid";

    /// <summary>Above <see cref="ClubLimits.RulesLengthMax"/>, or control characters.</summary>
    public const string RulesInvalid = "club_rules_invalid";

    /// <summary>Above <see cref="ClubLimits.QuestionLengthMax"/>, or control characters.</summary>
    public const string QuestionInvalid = "club_question_invalid";

    /// <summary>Above <see cref="ClubLimits.TopicCountMax"/>, or one above <see cref="ClubLimits.TopicLengthMax"/>.</summary>
    public const string TopicsInvalid = "club_topics_invalid";

    /// <summary>Not a BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "club_language_invalid";

    /// <summary>The club asks a question, and the answer is empty or above <see cref="ClubLimits.AnswerLengthMax"/>.</summary>
    public const string AnswerInvalid = "club_answer_invalid";

    /// <summary>The club has rules; accept the edition that is current by its number.</summary>
    public const string RulesNotAccepted = "club_rules_not_accepted";

    /// <summary>Your role in the club does not allow this.</summary>
    public const string NotAllowed = "club_role_too_low";

    /// <summary>One becomes a member of this club by applying.</summary>
    public const string ApplicationNeeded = "club_application_needed";

    /// <summary>One becomes a member of this club by being invited.</summary>
    public const string InvitationNeeded = "club_invitation_needed";

    /// <summary>This club takes no applications.</summary>
    public const string NothingToApplyFor = "club_takes_no_applications";

    /// <summary>This user has not applied.</summary>
    public const string NotApplied = "club_not_applied";

    /// <summary>This user is not a member of the club.</summary>
    public const string NotMember = "club_not_member";

    /// <summary>The owner goes by handing the club over or closing it.</summary>
    public const string OwnerStays = "club_owner_stays";

    /// <summary>This user may not come back to the club.</summary>
    public const string Banned = "club_banned";

    /// <summary>The club has no place left.</summary>
    public const string Full = "club_full";

    /// <summary>The club has too many open applications and invitations.</summary>
    public const string TooManyPending = "club_pending_full";

    /// <summary>You own as many clubs as one may.</summary>
    public const string TooManyClubs = "clubs_owned_full";

    /// <summary>There is no such person to invite, or a block between them and you or the owner.</summary>
    public const string PersonNotFound = "club_person_not_found";

    /// <summary>Whoever would have the club owns as many as one may.</summary>
    public const string HeirOwnsTooMany = "club_heir_full";

    /// <summary>Only member and leader can be given as roles.</summary>
    public const string RoleInvalid = "club_role_invalid";
}
