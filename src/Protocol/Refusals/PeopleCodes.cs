using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which something about people is refused.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class PeopleCodes
{
    /// <summary>There is no such person, or they have blocked you.</summary>
    public const string NotFound = "person_not_found";

    /// <summary>Not one line of 1 to <see cref="AccountBounds.DisplayNameLengthMax"/> characters.</summary>
    public const string NameInvalid = "name_invalid";

    /// <summary>Above <see cref="ProfileBounds.BioLengthMax"/> or <see cref="ProfileBounds.BioLinesMax"/>.</summary>
    public const string BioInvalid = "bio_invalid";

    /// <summary>Above <see cref="ProfileBounds.InterestsMax"/>, one twice, or one that is not in the topic tree.</summary>
    public const string InterestsInvalid = "interests_invalid";

    /// <summary>Neither empty nor a BCP 47 tag.</summary>
    public const string LanguageInvalid = "profile_language_invalid";

    /// <summary>
    /// Above <see cref="ProfileBounds.ExpertiseLinesMax"/>, or a line that is empty or above <see
    /// cref="ProfileBounds.ExpertiseLengthMax"/>.
    /// </summary>
    public const string ExpertiseInvalid = "expertise_invalid";

    /// <summary>Following, blocking or muting yourself.</summary>
    public const string Oneself = "oneself";

    /// <summary>Following somebody whom you have blocked.</summary>
    public const string Blocked = "person_blocked";

    /// <summary>How much to hear of somebody whom you do not follow.</summary>
    public const string NotFollowed = "person_not_followed";

    /// <summary><see cref="ProfileBounds.PeopleMax"/> are followed, blocked or muted already.</summary>
    public const string TooMany = "too_many_people";
}
