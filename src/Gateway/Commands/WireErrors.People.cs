using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Gateway.Photos;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <summary>Profiles, relations and search.</summary>
internal static partial class WireErrors
{
    /// <summary>Something about people was refused.</summary>
    public static WireError Of(PeopleRejection rejection) => rejection switch
    {
        PeopleRejection.NotFound => new(PeopleCodes.NotFound, StatusCode.NotFound, "There is no such person."),
        PeopleRejection.NameInvalid =>
            new(PeopleCodes.NameInvalid, StatusCode.InvalidArgument, "A name is one line of 1 to 50 characters without control characters."),
        PeopleRejection.BioInvalid =>
            new(PeopleCodes.BioInvalid, StatusCode.InvalidArgument, "A bio has at most 160 characters in at most 8 lines."),
        PeopleRejection.InterestsInvalid =>
            new(PeopleCodes.InterestsInvalid, StatusCode.InvalidArgument, "Interests are at most 20 different topics of the topic tree."),
        PeopleRejection.LanguageInvalid => new(
            PeopleCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            "A profile's language is empty or a BCP 47 tag of at most 35 characters."),
        PeopleRejection.ExpertiseInvalid =>
            new(PeopleCodes.ExpertiseInvalid, StatusCode.InvalidArgument, "Expertise is at most 3 lines of 1 to 80 characters."),
        PeopleRejection.Oneself =>
            new(PeopleCodes.Oneself, StatusCode.InvalidArgument, "Nobody can follow, block or mute themselves."),
        PeopleRejection.Blocked =>
            new(PeopleCodes.Blocked, StatusCode.FailedPrecondition, "You have blocked this person; unblock them first."),
        PeopleRejection.NotFollowed => new(
            PeopleCodes.NotFollowed, StatusCode.FailedPrecondition, "You do not follow this person; follow them first."),
        PeopleRejection.TooMany =>
            new(PeopleCodes.TooMany, StatusCode.ResourceExhausted, "One can follow, block and mute at most 5,000 people each."),
    };

    /// <summary>An upload is no photo.</summary>
    public static WireError Of(PhotoError error) => error switch
    {
        PhotoError.TooLarge => new(PhotoCodes.TooLarge, StatusCode.InvalidArgument, "A photo has at most 1 MB."),
        PhotoError.FormatUnknown => new(PhotoCodes.FormatUnknown, StatusCode.InvalidArgument, "A photo is a PNG, JPEG or WebP."),
        PhotoError.SizeInvalid => new(
            PhotoCodes.SizeInvalid, StatusCode.InvalidArgument, "A photo has sides of 64 to 8,192 pixels, and at most 16 million in all."),
        PhotoError.Broken => new(PhotoCodes.Broken, StatusCode.InvalidArgument, "The photo cannot be decoded to its end."),
    };

    /// <summary>A search was refused.</summary>
    public static WireError Of(DiscoveryRejection rejection) => rejection switch
    {
        DiscoveryRejection.QuestionInvalid =>
            new(SearchCodes.QuestionInvalid, StatusCode.InvalidArgument, "A search needs a word or a topic, and has at most 100 characters."),
        DiscoveryRejection.TopicUnknown =>
            new(SearchCodes.TopicUnknown, StatusCode.InvalidArgument, "The topic is not in the topic tree."),
        DiscoveryRejection.LanguageInvalid => new(
            SearchCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            "A search's language is empty or a BCP 47 tag of at most 35 characters."),
    };
}
