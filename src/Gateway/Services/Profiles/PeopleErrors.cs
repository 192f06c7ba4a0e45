using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Refusals of profiles, relations and search.</summary>
internal static class PeopleErrors
{
    public static WireError Of(PeopleRejection rejection) => rejection switch
    {
        PeopleRejection.NotFound => new(PeopleCodes.NotFound, StatusCode.NotFound, "There is no such person."),
        PeopleRejection.NameInvalid => new(
            PeopleCodes.NameInvalid,
            StatusCode.InvalidArgument,
            $"A name is one line of 1 to {AccountBounds.DisplayNameLengthMax} characters without control characters."),
        PeopleRejection.BioInvalid => new(
            PeopleCodes.BioInvalid,
            StatusCode.InvalidArgument,
            $"A bio has at most {ProfileBounds.BioLengthMax} characters in at most {ProfileBounds.BioLinesMax} lines."),
        PeopleRejection.InterestsInvalid => new(
            PeopleCodes.InterestsInvalid,
            StatusCode.InvalidArgument,
            $"Interests are at most {ProfileBounds.InterestsMax} different topics of the topic tree."),
        PeopleRejection.LanguageInvalid => new(
            PeopleCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            $"A profile's language is empty or a BCP 47 tag of at most {RequestBounds.LanguageTagLengthMax} characters."),
        PeopleRejection.ExpertiseInvalid => new(
            PeopleCodes.ExpertiseInvalid,
            StatusCode.InvalidArgument,
            $"Expertise is at most {ProfileBounds.ExpertiseLinesMax} lines of 1 to {ProfileBounds.ExpertiseLengthMax} "
                + "characters."),
        PeopleRejection.Oneself =>
            new(PeopleCodes.Oneself, StatusCode.InvalidArgument, "You cannot follow, block or mute yourself."),
        PeopleRejection.Blocked =>
            new(PeopleCodes.Blocked, StatusCode.FailedPrecondition, "You have blocked this person; unblock them first."),
        PeopleRejection.NotFollowed => new(
            PeopleCodes.NotFollowed, StatusCode.FailedPrecondition, "You do not follow this person; follow them first."),
        PeopleRejection.TooMany => new(
            PeopleCodes.TooMany,
            StatusCode.ResourceExhausted,
            $"You can follow, block and mute at most {Figures.Of(ProfileBounds.PeopleMax)} people each."),
    };

    /// <summary>Refusals of uploads.</summary>
    public static WireError Of(PhotoError error) => error switch
    {
        PhotoError.TooLarge => new(
            PhotoCodes.TooLarge, StatusCode.InvalidArgument, $"A photo has at most {Figures.Bytes(PhotoBounds.BytesMax)}."),
        PhotoError.FormatUnknown => new(PhotoCodes.FormatUnknown, StatusCode.InvalidArgument, "A photo is a PNG, JPEG or WebP."),
        PhotoError.SizeInvalid => new(
            PhotoCodes.SizeInvalid,
            StatusCode.InvalidArgument,
            $"A photo has sides of {PhotoBounds.SideMin} to {Figures.Of(PhotoBounds.SideMax)} pixels, and at most "
                + $"{Figures.Of(PhotoBounds.PixelsMax)} in all."),
        PhotoError.Broken => new(PhotoCodes.Broken, StatusCode.InvalidArgument, "The photo cannot be decoded to its end."),
    };

    /// <summary>Refusals of searches.</summary>
    public static WireError Of(DiscoveryRejection rejection) => rejection switch
    {
        DiscoveryRejection.QuestionInvalid => new(
            SearchCodes.QuestionInvalid,
            StatusCode.InvalidArgument,
            $"A search needs a word or a topic, and has at most {SearchBounds.QuestionLengthMax} characters."),
        DiscoveryRejection.TopicUnknown =>
            new(SearchCodes.TopicUnknown, StatusCode.InvalidArgument, "The topic is not in the topic tree."),
        DiscoveryRejection.LanguageInvalid => new(
            SearchCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            $"A search's language is empty or a BCP 47 tag of at most {RequestBounds.LanguageTagLengthMax} characters."),
    };
}
