using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Gateway.Photos;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <summary>Profiles, relations and search.</summary>
internal static partial class WireErrors
{
    /// <summary>Something about people was refused.</summary>
    public static WireError Of(PeopleRejection rejection) => rejection switch
    {
        PeopleRejection.NotFound => new("person_not_found", StatusCode.NotFound, "There is no such person."),
        PeopleRejection.NameInvalid =>
            new("name_invalid", StatusCode.InvalidArgument, "A name is one line of 1 to 50 characters without control characters."),
        PeopleRejection.BioInvalid =>
            new("bio_invalid", StatusCode.InvalidArgument, "A bio has at most 160 characters in at most 8 lines."),
        PeopleRejection.InterestsInvalid =>
            new("interests_invalid", StatusCode.InvalidArgument, "Interests are at most 20 different topics of the topic tree."),
        PeopleRejection.LanguageInvalid => new(
            "profile_language_invalid",
            StatusCode.InvalidArgument,
            "A profile's language is empty or a BCP 47 tag of at most 35 characters."),
        PeopleRejection.ExpertiseInvalid =>
            new("expertise_invalid", StatusCode.InvalidArgument, "Expertise is at most 3 lines of 1 to 80 characters."),
        PeopleRejection.Oneself =>
            new("oneself", StatusCode.InvalidArgument, "Nobody can follow, block or mute themselves."),
        PeopleRejection.Blocked =>
            new("person_blocked", StatusCode.FailedPrecondition, "You have blocked this person; unblock them first."),
        PeopleRejection.NotFollowed => new(
            "person_not_followed", StatusCode.FailedPrecondition, "You do not follow this person; follow them first."),
        PeopleRejection.TooMany =>
            new("too_many_people", StatusCode.ResourceExhausted, "One can follow, block and mute at most 5,000 people each."),
    };

    /// <summary>An upload is no photo.</summary>
    public static WireError Of(PhotoError error) => error switch
    {
        PhotoError.TooLarge => new("photo_too_large", StatusCode.InvalidArgument, "A photo has at most 1 MB."),
        PhotoError.FormatUnknown => new("photo_format_unknown", StatusCode.InvalidArgument, "A photo is a PNG, JPEG or WebP."),
        PhotoError.SizeInvalid => new(
            "photo_size_invalid", StatusCode.InvalidArgument, "A photo has sides of 64 to 8,192 pixels, and at most 16 million in all."),
        PhotoError.Broken => new("photo_broken", StatusCode.InvalidArgument, "The photo cannot be decoded to its end."),
    };

    /// <summary>A search was refused.</summary>
    public static WireError Of(DiscoveryRejection rejection) => rejection switch
    {
        DiscoveryRejection.QuestionInvalid =>
            new("question_invalid", StatusCode.InvalidArgument, "A search needs a word or a topic, and has at most 100 characters."),
        DiscoveryRejection.TopicUnknown =>
            new("topic_unknown", StatusCode.InvalidArgument, "The topic is not in the topic tree."),
        DiscoveryRejection.LanguageInvalid => new(
            "search_language_invalid",
            StatusCode.InvalidArgument,
            "A search's language is empty or a BCP 47 tag of at most 35 characters."),
    };
}
