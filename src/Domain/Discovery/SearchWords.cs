using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Discovery;

/// <summary>The words of a question and of a document, in the form in which the index compares them.</summary>
public static class SearchWords
{
    // A bio has at most 160 characters; topic names and three lines of expertise come on top.
    private const int FieldWordsMax = 256;

    /// <summary>The folded words to search for; empty if the question has a topic only. Words after the eighth are left
    /// out.</summary>
    public static DiscoveryReply<ImmutableList<string>> Ask(SearchQuestion question)
    {
        if (question.Topic.Length > 0 && TopicTree.Find(question.Topic) is null)
        {
            return DiscoveryRejection.TopicUnknown;
        }

        if (!IsLanguage(question.Language))
        {
            return DiscoveryRejection.LanguageInvalid;
        }

        var words = question.Words.Length > SearchBounds.QuestionLengthMax
            ? []
            : FoldedText.Words(question.Words, SearchBounds.QuestionWordsMax);
        var isEmpty = string.IsNullOrWhiteSpace(question.Words) && question.Topic.Length > 0;
        return words.Length > 0 || isEmpty ? words.ToImmutableList() : DiscoveryRejection.QuestionInvalid;
    }

    /// <summary>True for a language tag, and for the empty string.</summary>
    public static bool IsLanguage(string language) => language.Length == 0 || PlainText.IsLanguageTag(language);

    /// <summary>The folded words of a document's field.</summary>
    public static ImmutableArray<string> Of(string field) => FoldedText.Words(field, FieldWordsMax);
}
