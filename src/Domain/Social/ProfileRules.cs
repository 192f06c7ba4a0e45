using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Social;

/// <summary>Rules about profiles.</summary>
public static class ProfileRules
{
    /// <summary>The profile after a change, or the reason of a refusal. A refused change changes no part of the
    /// profile.</summary>
    public static PeopleReply<Profile> Change(Profile profile, ProfileChange change)
    {
        var name = PlainText.Tidy(change.Name ?? profile.Person.DisplayName);
        if (!PlainText.IsLine(name, AccountBounds.DisplayNameLengthMax))
        {
            return PeopleRejection.NameInvalid;
        }

        var bio = PlainText.Tidy((change.Bio ?? profile.Bio).ReplaceLineEndings("\n"));
        if (bio.Length > 0 && (!PlainText.IsText(bio, ProfileBounds.BioLengthMax)
            || bio.Count(character => character == '\n') >= ProfileBounds.BioLinesMax))
        {
            return PeopleRejection.BioInvalid;
        }

        var interests = change.Interests ?? profile.Interests;
        if (interests.Length > ProfileBounds.InterestsMax
            || interests.Distinct(StringComparer.Ordinal).Count() != interests.Length
            || interests.Any(topic => TopicTree.Find(topic) is null))
        {
            return PeopleRejection.InterestsInvalid;
        }

        var language = change.Language ?? profile.Language;
        if (language.Length > 0 && !PlainText.IsLanguageTag(language))
        {
            return PeopleRejection.LanguageInvalid;
        }

        ImmutableArray<string> expertise = [.. (change.Expertise ?? profile.Expertise).Select(PlainText.Tidy)];
        if (expertise.Length > ProfileBounds.ExpertiseLinesMax
            || expertise.Any(line => !PlainText.IsLine(line, ProfileBounds.ExpertiseLengthMax)))
        {
            return PeopleRejection.ExpertiseInvalid;
        }

        return profile with
        {
            Person = profile.Person with { DisplayName = name },
            Bio = bio,
            Interests = interests,
            Language = language,
            Expertise = expertise,
        };
    }
}
