using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of refused searches. Programs compare the codes; people read the text beside them.</summary>
public static class SearchCodes
{
    /// <summary>
    /// There is neither a word nor a topic, or the question exceeds <see cref="SearchBounds.QuestionLengthMax"/>.
    /// </summary>
    public const string QuestionInvalid = "question_invalid";

    /// <summary>The topic is not in the topic tree.</summary>
    public const string TopicUnknown = "topic_unknown";

    /// <summary>The language is neither empty nor a BCP 47 tag.</summary>
    public const string LanguageInvalid = "search_language_invalid";
}
