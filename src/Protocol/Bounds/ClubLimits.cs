namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Bounds of a club. Lengths follow common products (names below 40, descriptions of 200 characters). The counts are the size
/// that is tested, and what one activation holds in memory at about 150 bytes per person.
/// </summary>
public sealed record ClubLimits
{
    /// <summary>Most characters of a description.</summary>
    public int DescriptionLengthMax { get; init; } = 200;

    /// <summary>Most characters of the rules.</summary>
    public int RulesLengthMax { get; init; } = 2_000;

    /// <summary>Longest question to applicants, in characters.</summary>
    public int QuestionLengthMax { get; init; } = 200;

    /// <summary>Longest answer of an applicant, in characters.</summary>
    public int AnswerLengthMax { get; init; } = 500;

    /// <summary>Most topics of a club.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Most characters of a topic.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most members, including leaders and the owner.</summary>
    public int MemberCountMax { get; init; } = 10_000;

    /// <summary>Most followers.</summary>
    public int FollowerCountMax { get; init; } = 100_000;

    /// <summary>Most open applications and invitations together.</summary>
    public int PendingCountMax { get; init; } = 1_000;

    /// <summary>Most open clubs that one person has founded and owns.</summary>
    public int OwnedCountMax { get; init; } = 5;
}
