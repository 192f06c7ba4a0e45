namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Bounds of a room. The defaults are those of the products people know: a stage of 13 (a host, two co-hosts, ten speakers),
/// titles up to 120 characters, three topics, and 10,000 in the audience as the size that is tested.
/// </summary>
public sealed record RoomLimits
{
    /// <summary>Most characters of a title.</summary>
    public int TitleLengthMax { get; init; } = 120;

    /// <summary>Most topics of a room.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Most characters of a topic.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most people on stage.</summary>
    public int StageSizeMax { get; init; } = 13;

    /// <summary>Most co-hosts beside the host.</summary>
    public int CoHostsMax { get; init; } = 2;

    /// <summary>Most raised hands; more than anybody could call up in an evening.</summary>
    public int HandsMax { get; init; } = 200;

    /// <summary>Most characters of the question that goes with a raised hand.</summary>
    public int QuestionLengthMax { get; init; } = 140;

    /// <summary>Most invitations to the stage that wait for an answer.</summary>
    public int StageInvitationsMax { get; init; } = 50;

    /// <summary>Most people asked into one room.</summary>
    public int AskedInMax { get; init; } = 1_000;

    /// <summary>Most people put out of one room.</summary>
    public int RemovedMax { get; init; } = 1_000;

    /// <summary>Most characters of a pinned link.</summary>
    public int LinkLengthMax { get; init; } = 500;

    /// <summary>Most links into one room at a time: one per occasion, not one per person.</summary>
    public int LinksMax { get; init; } = 20;

    /// <summary>Shortest life of a link.</summary>
    public TimeSpan LinkLifetimeMin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest life of a link.</summary>
    public TimeSpan LinkLifetimeMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most listeners.</summary>
    public int AudienceSizeMax { get; init; } = 10_000;

    /// <summary>How long a speaker whom no gateway reports stays on stage. Longer than a device needs to reconnect.</summary>
    public TimeSpan SpeakerGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the host may be off the stage before somebody else becomes host, or an empty stage is announced to close.
    /// </summary>
    public TimeSpan HostGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the announcement that an empty stage closes the room until it does.</summary>
    public TimeSpan ClosingNotice { get; init; } = TimeSpan.FromMinutes(4);
}
