using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Discovery;

/// <summary>The words of a question and of an answer, as the index compares them.</summary>
public static class SearchWords
{
    // A bio has 160 characters; topic names and three lines of expertise come on top.
    private const int FieldWordsMax = 256;

    /// <summary>
    /// The folded words to look for: none if the question is for a topic alone. Words after the eighth are left out.
    /// </summary>
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

    /// <summary>True for a language tag, or nothing.</summary>
    public static bool IsLanguage(string language) => language.Length == 0 || PlainText.IsLanguageTag(language);

    /// <summary>The folded words that a field is found by.</summary>
    public static ImmutableArray<string> Of(string field) => FoldedText.Words(field, FieldWordsMax);
}
