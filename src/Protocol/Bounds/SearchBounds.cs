namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of searches and suggestions.</summary>
public static class SearchBounds
{
    /// <summary>Longest question, in UTF-16 code units.</summary>
    public const int QuestionLengthMax = 100;

    /// <summary>Words of a question that are searched for; further ones are ignored.</summary>
    public const int QuestionWordsMax = 8;

    /// <summary>Most suggestions of people at once.</summary>
    public const int SuggestionsMax = 50;

    /// <summary>Suggestions if the request names no number.</summary>
    public const int SuggestionsDefault = 20;
}
