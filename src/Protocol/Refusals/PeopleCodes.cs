using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes of refusals about profiles and relations. Programs compare the codes; people read the text beside them.
/// </summary>
public static class PeopleCodes
{
    /// <summary>There is no such person, or that person has blocked the caller.</summary>
    public const string NotFound = "person_not_found";

    /// <summary>The name is not one line of 1 to <see cref="AccountBounds.DisplayNameLengthMax"/> characters.</summary>
    public const string NameInvalid = "name_invalid";

    /// <summary>The bio exceeds <see cref="ProfileBounds.BioLengthMax"/> or <see cref="ProfileBounds.BioLinesMax"/>.</summary>
    public const string BioInvalid = "bio_invalid";

    /// <summary>
    /// There are more than <see cref="ProfileBounds.InterestsMax"/> interests, one occurs twice, or one is not in the topic tree.
    /// </summary>
    public const string InterestsInvalid = "interests_invalid";

    /// <summary>The language is neither empty nor a BCP 47 tag.</summary>
    public const string LanguageInvalid = "profile_language_invalid";

    /// <summary>
    /// There are more than <see cref="ProfileBounds.ExpertiseLinesMax"/> lines of expertise, or one is empty or exceeds
    /// <see cref="ProfileBounds.ExpertiseLengthMax"/>.
    /// </summary>
    public const string ExpertiseInvalid = "expertise_invalid";

    /// <summary>The caller tried to follow, block or mute their own account.</summary>
    public const string Oneself = "oneself";

    /// <summary>The caller has blocked the person and so cannot follow them.</summary>
    public const string Blocked = "person_blocked";

    /// <summary>The caller does not follow the person, so there is no follow level to set.</summary>
    public const string NotFollowed = "person_not_followed";

    /// <summary>The caller already follows, blocks or mutes <see cref="ProfileBounds.PeopleMax"/> people.</summary>
    public const string TooMany = "too_many_people";
}
