using AudioRooms.Contracts.Clubs;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Clubs;

/// <summary>Rules about the texts of a club's settings and about answers to its question.</summary>
internal static class ClubTexts
{
    /// <summary>The texts without surrounding white space and in normal form.</summary>
    public static ClubSettings Normalise(ClubSettings settings) => settings with
    {
        Description = PlainText.Tidy(settings.Description),
        Rules = PlainText.Tidy(settings.Rules.ReplaceLineEndings("\n")),
        Question = PlainText.Tidy(settings.Question),
        Topics = [.. settings.Topics.Select(PlainText.Tidy)],
    };

    /// <summary>The reason why these settings are refused, or null.</summary>
    public static ClubRejection? Check(ClubSettings settings, ClubLimits limits) =>
        !IsLineOrEmpty(settings.Description, limits.DescriptionLengthMax) ? ClubRejection.DescriptionInvalid
        : settings.Rules.Length > 0 && !PlainText.IsText(settings.Rules, limits.RulesLengthMax) ? ClubRejection.RulesInvalid
        : !IsLineOrEmpty(settings.Question, limits.QuestionLengthMax) ? ClubRejection.QuestionInvalid
        : settings.Topics.Length > limits.TopicCountMax
            || settings.Topics.Any(topic => !PlainText.IsLine(topic, limits.TopicLengthMax)) ? ClubRejection.TopicsInvalid
        : !PlainText.IsLanguageTag(settings.Language) ? ClubRejection.LanguageInvalid
        : null;

    /// <summary>True if the answer is valid. A club without a question accepts only an empty one.</summary>
    public static bool IsAnswer(string answer, string question, ClubLimits limits) => answer.Length == 0
        ? question.Length == 0
        : PlainText.IsText(answer, limits.AnswerLengthMax);

    private static bool IsLineOrEmpty(string text, int lengthMax) => text.Length == 0 || PlainText.IsLine(text, lengthMax);
}
