using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which a search is refused.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class SearchCodes
{
    /// <summary>Neither a word nor a topic, or above <see cref="SearchBounds.QuestionLengthMax"/>.</summary>
    public const string QuestionInvalid = "question_invalid";

    /// <summary>Not in the topic tree.</summary>
    public const string TopicUnknown = "topic_unknown";

    /// <summary>Neither empty nor a BCP 47 tag.</summary>
    public const string LanguageInvalid = "search_language_invalid";
}
