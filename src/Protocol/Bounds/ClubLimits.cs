namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Bounds of a club. Lengths follow the products people know (names below 40, descriptions of 200 characters); the counts are the
/// size that is tested and what one activation holds in memory, about 150 bytes a person.
/// </summary>
public sealed record ClubLimits
{
    /// <summary>Most characters of a description.</summary>
    public int DescriptionLengthMax { get; init; } = 200;

    /// <summary>Most characters of the rules.</summary>
    public int RulesLengthMax { get; init; } = 2_000;

    /// <summary>Most characters of the question to applicants.</summary>
    public int QuestionLengthMax { get; init; } = 200;

    /// <summary>Most characters of an applicant's answer.</summary>
    public int AnswerLengthMax { get; init; } = 500;

    /// <summary>Most topics of a club.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Most characters of a topic.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most members, leaders and owner included.</summary>
    public int MemberCountMax { get; init; } = 10_000;

    /// <summary>Most followers.</summary>
    public int FollowerCountMax { get; init; } = 100_000;

    /// <summary>Most open applications and invitations together.</summary>
    public int PendingCountMax { get; init; } = 1_000;

    /// <summary>Most open clubs that one person owns by founding them.</summary>
    public int OwnedCountMax { get; init; } = 5;
}
