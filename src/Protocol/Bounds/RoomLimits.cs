namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Bounds of a room. The defaults follow common products: a stage of 13 (a host, two co-hosts, ten speakers), titles up to 120
/// characters, three topics. 10,000 people in the audience is the size that is tested.
/// </summary>
public sealed record RoomLimits
{
    /// <summary>Longest title, in characters.</summary>
    public int TitleLengthMax { get; init; } = 120;

    /// <summary>Most topics of a room.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Longest topic, in characters.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most people on stage.</summary>
    public int StageSizeMax { get; init; } = 13;

    /// <summary>Most co-hosts beside the host.</summary>
    public int CoHostsMax { get; init; } = 2;

    /// <summary>Most raised hands; more than a host can call on in an evening.</summary>
    public int HandsMax { get; init; } = 200;

    /// <summary>Longest question with a raised hand, in characters.</summary>
    public int QuestionLengthMax { get; init; } = 140;

    /// <summary>Most invitations to the stage that wait for an answer.</summary>
    public int StageInvitationsMax { get; init; } = 50;

    /// <summary>Most people asked into one room.</summary>
    public int AskedInMax { get; init; } = 1_000;

    /// <summary>Most people removed from one room.</summary>
    public int RemovedMax { get; init; } = 1_000;

    /// <summary>Longest pinned link, in characters.</summary>
    public int LinkLengthMax { get; init; } = 500;

    /// <summary>Most links into one room at a time; a link is for an occasion, not for a person.</summary>
    public int LinksMax { get; init; } = 20;

    /// <summary>Shortest life of a link.</summary>
    public TimeSpan LinkLifetimeMin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest life of a link.</summary>
    public TimeSpan LinkLifetimeMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most listeners.</summary>
    public int AudienceSizeMax { get; init; } = 10_000;

    /// <summary>
    /// How long a speaker stays on stage without a report from any gateway. Longer than a device needs to reconnect.
    /// </summary>
    public TimeSpan SpeakerGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the host may be off the stage before another person becomes host, or, if the stage is empty, before the room
    /// announces that it will close.
    /// </summary>
    public TimeSpan HostGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from the announcement of the closing to the closing itself.</summary>
    public TimeSpan ClosingNotice { get; init; } = TimeSpan.FromMinutes(4);
}
